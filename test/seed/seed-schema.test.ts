import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import { expect, test } from 'vitest';
import { start } from '../support/server/start.js';

const FILE = fileURLToPath(new URL('../../apps/server/src/seed/seed.schema.json', import.meta.url));

test('editors get a JSON Schema of seeds, from the server and as a file, and it knows right from wrong', async () => {
  const { api } = await start();
  const { body: schema } = await api.get('/_mock/schemas/seed.json').expect(200);
  // `npx vitest run test/seed --update` writes it anew.
  await expect(`${JSON.stringify(schema, null, 2)}\n`).toMatchFileSnapshot(FILE);
  const validate = new Ajv({ allErrors: true }).compile(schema);
  const right = [
    {},
    {
      users: null,
      repositories: [
        {
          full_name: 'a/b',
          commits: [{ files: { a: 'x', b: null, c: { content: 'eA==', encoding: 'base64' } } }],
        },
      ],
    },
    {
      $schema: 'seed.json',
      repositories: [{ full_name: 'a/b', hooks: [{ url: 'http://x', encryption_type: 1 }] }],
    },
  ];
  for (const seed of right) expect([seed, validate(seed), validate.errors]).toEqual([seed, true, null]);
  const wrong = [
    [],
    { user: [] },
    { users: [{}] },
    { repositories: [{ full_name: 'a/b', commits: [{ file: {} }] }] },
    {
      repositories: [
        { full_name: 'a/b', merge_requests: [{ title: 'x', head: 'a', base: 'b', state: 'opne' }] },
      ],
    },
  ];
  expect(wrong.filter((seed) => validate(seed))).toEqual([]);
});
