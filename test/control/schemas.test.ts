import { readFile, readdir } from 'node:fs/promises';
import { Ajv } from 'ajv';
import { expect, test } from 'vitest';
import { start } from '../support/server/start.js';

const SCHEMAS = '/_mock/schemas';
const EVENTS = ['push', 'tag_push', 'note', 'merge_request', 'test_hook'];
/** Only the dialect of production tells of issues. */
const eventsOf = (dialect: string) => EVENTS.toSpliced(3, 0, ...(dialect === 'gitcode' ? ['issue'] : []));

const page = (name: string) => new URL(`../payloads/documented/${name}`, import.meta.url);

test('there is a self-contained JSON Schema for every event of every dialect', async () => {
  const { api } = await start();
  const { body } = await api.get(SCHEMAS).expect(200);
  const listed = body.items as { dialect: string; event: string; path: string }[];
  expect(listed).toEqual(
    ['documented', 'gitcode', 'codeup'].flatMap((dialect) =>
      eventsOf(dialect).map((event) => ({ dialect, event, path: `${SCHEMAS}/${dialect}/${event}.json` })),
    ),
  );
  const schemas = new Map<string, unknown>();
  for (const { dialect, event, path } of listed) {
    const { body: schema } = await api
      .get(path)
      .expect(200)
      .expect('content-type', /application\/json/);
    expect(schema.$schema).toBe('http://json-schema.org/draft-07/schema#');
    new Ajv().compile(schema);
    schemas.set(`${dialect}/${event}`, schema);
  }
  const refusals = [
    'documented/nothing.json',
    'documented/push',
    'nothing/push.json',
    'documented/__proto__.json',
  ];
  for (const path of refusals) {
    const { body: refusal } = await api.get(`${SCHEMAS}/${path}`).expect(404);
    expect(refusal.error_message).toContain('GET /_mock/schemas lists');
  }
  expect(schemas.get('documented/push')).toMatchObject({
    type: 'object',
    properties: { object_kind: { const: 'push' }, commits: { type: 'array' } },
    additionalProperties: false,
  });
});

test("the payloads on AtomGit's page match the schemas of its dialect", async () => {
  const { api } = await start();
  const names = await readdir(page('.'));
  expect(names).toHaveLength(5);
  for (const name of names) {
    const event = name.replace(/(-on-.*)?\.json$/, '').replace('-', '_');
    const { body: schema } = await api.get(`${SCHEMAS}/documented/${event}.json`).expect(200);
    const validate = new Ajv({ allErrors: true }).compile(schema);
    const payload = JSON.parse(await readFile(page(name), 'utf8')) as Record<string, unknown>;
    validate(payload);
    expect([name, validate.errors]).toEqual([name, null]);
    const { object_kind: _, ...without } = payload;
    const others = [without, { ...payload, more: 1 }, { ...payload, object_kind: 'pull' }];
    expect(others.filter((other) => validate(other))).toEqual([]);
  }
});
