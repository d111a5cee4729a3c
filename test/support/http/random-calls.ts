// Imports packages only: `npm run soak -- fuzz` loads it without a build.
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { z } from 'zod';

/** What is asked, and what is wrong with the answers. */
export interface RandomCalls {
  /** Of the server. */
  readonly url: string;
  /** Its database file: whether anything was written is read there. */
  readonly database: string;
  /** At least so many; each operation is called equally often. */
  readonly calls: number;
  readonly seed: number;
  readonly onRound?: (made: number) => void;
}

/** Left out: calls that stop a server, replace its state, or wait by design. */
const LEFT_OUT = /^\/_mock\/(stream|seed|reset|snapshots|settle)|wait$/;
/** Longer takes no call, on a busy machine either. */
const HANGS_AFTER_MS = 30_000;

/**
 * Calls everything that the OpenAPI document has with random values, again and again in the same order for a seed.
 * @returns for people: each 5xx, each answer that did not come, and each 4xx that has changed something
 */
export async function faultsOfRandomCalls(order: RandomCalls): Promise<string[]> {
  const { url, calls, seed, onRound = () => {} } = order;
  const response = await fetch(`${url}/_mock/openapi.json`);
  const { paths } = (await response.json()) as { paths: Paths };
  const operations = operationsOf(paths).filter(({ path }) => !LEFT_OUT.test(path));
  const rounds = Math.ceil(calls / operations.length);
  const samples = operations.map((operation, index) =>
    fc.sample(callOf(operation), { numRuns: rounds, seed: seed + index }),
  );
  const rows = new Database(order.database, { readonly: true });
  const faults: string[] = [];
  try {
    for (let round = 0; round < rounds; round += 1) {
      await furnish(url);
      for (const sample of samples) {
        const call = sample[round];
        const fault = call && (await faultOf(url, call, rows));
        if (fault) faults.push(fault);
      }
      onRound((round + 1) * operations.length);
    }
  } finally {
    rows.close();
  }
  return faults;
}

/** How often a call that was refused may find that something has been written: deliveries and test merges go on meanwhile. */
const TRIES = 3;

/** Null when there is nothing wrong. */
async function faultOf(url: string, call: Call, rows: Database.Database): Promise<string | null> {
  const version = () => rows.pragma('data_version', { simple: true });
  const inWords = `${call.method} ${call.url} ${JSON.stringify(call.body)}`.slice(0, 2_000);
  for (let attempt = 1; ; attempt += 1) {
    const before = version();
    let answer: { readonly status: number; readonly text: string };
    try {
      answer = await send(url, call);
    } catch (error) {
      return `${inWords}: no answer: ${String(error)}`;
    }
    const { status, text } = answer;
    if (call.url.startsWith('/_mock/faults'))
      await send(url, { method: 'delete', url: '/_mock/faults', body: {} });
    if (status >= 500) return `${inWords}: ${status} ${text.trim().slice(0, 300)}`;
    if (status < 400 || version() === before) return null;
    if (attempt === TRIES) return `${inWords}: ${status}, but something was written: ${text.slice(0, 300)}`;
    await send(url, { method: 'post', url: '/_mock/settle?timeout=30s', body: {} });
  }
}

async function send(url: string, call: Call): Promise<{ status: number; text: string }> {
  const hasBody = call.method !== 'get';
  const response = await fetch(url + call.url, {
    method: call.method.toUpperCase(),
    redirect: 'manual',
    signal: AbortSignal.timeout(HANGS_AFTER_MS),
    ...(hasBody ? { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(call.body) } : {}),
  });
  return { status: response.status, text: await response.text() };
}

/** So that calls find something: what is there already is refused. */
async function furnish(url: string): Promise<void> {
  const repo = '/api/v5/repos/demo/demo';
  const made: readonly (readonly [method: 'put' | 'post', url: string, body: object])[] = [
    ['put', '/_mock/clock', { frozen: false }],
    ['put', '/_mock/repositories/demo/demo', { auto_init: true }],
    ['post', '/_mock/repositories/demo/demo/commits', { branch: 'feature', files: { 'new.txt': 'new\n' } }],
    ['post', `${repo}/labels`, { name: 'bug', color: '#ff0000' }],
    ['post', `${repo}/milestones`, { title: 'First', due_on: '2030-01-01' }],
    ['post', '/api/v5/repos/demo/issues', { repo: 'demo', title: 'Wrong' }],
    ['post', `${repo}/issues/1/comments`, { body: 'Hm' }],
    ['post', `${repo}/pulls`, { title: 'Right', head: 'feature', base: 'master' }],
    ['post', `${repo}/pulls/1/comments`, { body: 'Hm', path: 'new.txt', position: 1 }],
    ['post', `${repo}/commits/master/comments`, { body: 'Hm' }],
    ['post', `${repo}/hooks`, { url: 'http://127.0.0.1:9/' }],
    ['post', `${repo}/tags`, { tag_name: 'v1', refs: 'master' }],
    ['post', `${repo}/releases`, { tag_name: 'v1', name: 'One', body: 'First' }],
    ['post', `${repo}/check-runs`, { name: 'ci', head_sha: 'master' }],
  ];
  for (const [method, path, body] of made) await send(url, { method, url: path, body });
}

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

type Paths = Record<string, Record<string, { parameters?: Parameter[]; requestBody?: unknown }>>;

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

interface Call {
  readonly method: (typeof METHODS)[number];
  readonly url: string;
  readonly body: object;
}

/** Values that users, programs and attackers may put into fields. */
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

/** Half of the calls are about what is there. */
const KNOWN: Readonly<Record<string, string>> = {
  owner: 'demo',
  repo: 'demo',
  org: 'demo',
  enterprise: 'demo',
  username: 'atomgit',
  branch: 'master',
  wildcard: 'master',
  revision: 'master',
  sha: 'master',
  ref: 'master',
  path: 'README.md',
  range: 'master...feature',
  tag: 'v1',
  name: 'bug',
};

/** What is likely to be taken, by field: what comes behind the first look at a body is reached by few other values. */
const LIKELY: Readonly<Record<string, readonly unknown[]>> = {
  ...Object.fromEntries(Object.entries(KNOWN).map(([name, known]) => [name, [known]])),
  title: ['A title'],
  body: ['closes #1'],
  head: ['feature', 'atomgit:feature'],
  base: ['master'],
  refs: ['master'],
  branch_name: ['new', 'new/other'],
  tag_name: ['v1', 'v2'],
  content: ['aGk='],
  message: ['Why'],
  url: ['http://127.0.0.1:9/'],
  state: ['open', 'closed', 'close', 'reopen', 'success'],
  labels: ['bug', ['bug']],
  assignees: ['atomgit'],
  assignee: ['atomgit'],
  milestone: [1],
  milestone_number: [1],
  permission: ['pull', 'push', 'admin'],
  merge_method: ['merge', 'squash', 'rebase'],
  head_sha: ['master'],
  status: ['completed', 0],
  conclusion: ['success'],
  color: ['#00ff00'],
  new_owner: ['atomgit'],
  transfer_to: ['atomgit'],
  pusher: ['admin'],
  merger: ['admin'],
  wildcard: ['master', '*'],
  files: [{ 'a.txt': 'a' }],
  branch: ['master', 'feature'],
  position: [1],
  path: ['README.md', 'new.txt'],
  private: [true, false],
};

const fieldNamed = (name: string) =>
  LIKELY[name] === undefined ? field : fc.oneof(field, fc.constantFrom<unknown>(...LIKELY[name]));

function callOf({ method, path, parameters, fields }: Operation) {
  const known = METHODS.find((each) => each === method) ?? 'get';
  const inPath = parameters.filter((parameter) => parameter.in === 'path');
  const inQuery = parameters.filter((parameter) => parameter.in === 'query');
  return fc
    .record({
      isKnown: fc.boolean(),
      path: fc.array(value, { minLength: inPath.length, maxLength: inPath.length }),
      query: fc.array(fc.option(value), { minLength: inQuery.length, maxLength: inQuery.length }),
      fields: fc.tuple(...fields.map((name) => fc.option(fieldNamed(name)))),
    })
    .map((given): Call => {
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

function operationsOf(paths: Paths): Operation[] {
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
