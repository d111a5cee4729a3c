import fc from 'fast-check';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { start } from '../support/server/start.js';

interface Parameter {
  readonly name: string;
  readonly in: string;
}

interface Operation {
  readonly method: string;
  readonly path: string;
  readonly parameters: readonly Parameter[];
  readonly fields: readonly string[];
}

/** What stops a server, or stands still by its nature, is not called at random. */
const LEFT_OUT = /^\/_mock\/(stream|seed|reset|snapshots|settle)|wait$/;

const SEED = 20_261_130;
const CALLS_EACH = 3;

/** What people, machines and attackers put into fields. */
const value = fc.oneof(
  fc.constantFrom(
    '',
    '0',
    '-1',
    '1',
    '1e999',
    'true',
    'null',
    '../..',
    '%00',
    'a\0b',
    '🙂',
    'x'.repeat(3_000),
  ),
  fc.constantFrom(
    'master',
    'demo',
    'atomgit',
    'refs/heads/master',
    '0'.repeat(40),
    '2024-01-01T00:00:00Z',
    'all',
  ),
  fc.string({ maxLength: 20 }),
);
const field = fc.oneof(
  value,
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
  fc.array(value, { maxLength: 3 }),
  fc.object({ maxDepth: 2 }),
);

test(
  'no call that the OpenAPI document allows, with any values, is answered with a 5xx',
  { timeout: 600_000 },
  async () => {
    const { api, stop } = await start();
    const { body } = await api.get('/_mock/openapi.json').expect(200);
    const operations = operationsOf(body.paths).filter(({ path }) => !LEFT_OUT.test(path));
    expect(operations.length).toBeGreaterThan(150);
    const failed: string[] = [];
    for (const operation of operations) {
      for (const call of fc.sample(callOf(operation), { numRuns: CALLS_EACH, seed: SEED })) {
        const response = await api[call.method](call.url)
          .send(call.body)
          .ok(() => true);
        if (response.status >= 500)
          failed.push(
            `${call.method} ${call.url} ${JSON.stringify(call.body)}: ${response.status} ${response.text.slice(0, 300)}`,
          );
      }
    }
    expect(failed).toEqual([]);
    await api.get('/_mock/ready').expect(200);
    await stop();
  },
);

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;
type Method = (typeof METHODS)[number];

function callOf({ method, path, parameters, fields }: Operation) {
  const known = METHODS.find((each) => each === method) ?? 'get';
  const inPath = parameters.filter((parameter) => parameter.in === 'path');
  const inQuery = parameters.filter((parameter) => parameter.in === 'query');
  return fc
    .record({
      isKnown: fc.boolean(),
      path: fc.array(value, { minLength: inPath.length, maxLength: inPath.length }),
      query: fc.array(fc.option(value), { minLength: inQuery.length, maxLength: inQuery.length }),
      fields: fc.array(fc.option(field), { minLength: fields.length, maxLength: fields.length }),
    })
    .map((given): { method: Method; url: string; body: object } => {
      const values = given.isKnown ? inPath.map(({ name }) => KNOWN[name] ?? '1') : given.path;
      const url = inPath.reduce(
        (address, { name }, index) => address.replace(`{${name}}`, encodeURIComponent(values[index] || 'x')),
        path,
      );
      const asked = inQuery.flatMap(({ name }, index) => {
        const text = given.query[index];
        return text === null || text === undefined ? [] : [`${name}=${encodeURIComponent(text)}`];
      });
      const body = fields.flatMap((name, index) =>
        given.fields[index] === null ? [] : [[name, given.fields[index]]],
      );
      return {
        method: known,
        url: asked.length === 0 ? url : `${url}?${asked.join('&')}`,
        body: Object.fromEntries(body),
      };
    });
}

/** Half of the calls are about what is there. */
const KNOWN: Readonly<Record<string, string>> = {
  owner: 'demo',
  repo: 'demo',
  org: 'demo',
  username: 'atomgit',
  branch: 'master',
  sha: 'master',
  ref: 'master',
  path: 'README.md',
  range: 'master...master',
};

function operationsOf(
  paths: Record<string, Record<string, { parameters?: Parameter[]; requestBody?: unknown }>>,
): Operation[] {
  return Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, { parameters = [], requestBody }]) => ({
      method,
      path,
      parameters,
      fields: fieldsOf(requestBody),
    })),
  );
}

const RequestBody = z.object({
  content: z.record(
    z.string(),
    z.object({ schema: z.object({ properties: z.record(z.string(), z.unknown()).optional() }).optional() }),
  ),
});

function fieldsOf(requestBody: unknown): string[] {
  const schema = RequestBody.safeParse(requestBody).data?.content['application/json']?.schema;
  return Object.keys(schema?.properties ?? {});
}
