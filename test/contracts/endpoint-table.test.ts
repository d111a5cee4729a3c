import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { testOf } from '../support/documents/endpoint-tests.js';
import { endpointTable } from '../support/documents/endpoint-table.js';
import { start } from '../support/server/start.js';

test('the table of endpoints is what the OpenAPI document says', async () => {
  const { api } = await start();
  const { body } = await api.get('/_mock/openapi.json').expect(200);
  await expect(endpointTable(body.paths)).toMatchFileSnapshot('../../docs/endpoint-table.md');
});

test('every operation is described by one line, and says who may call it', async () => {
  const { api } = await start();
  const { body } = await api.get('/_mock/openapi.json').expect(200);
  const paths: Record<string, Record<string, Record<string, unknown>>> = body.paths;
  const silent = Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item)
      .filter(([, operation]) => !operation['summary'] || !operation['x-access'] || !operation['x-values'])
      .map(([method]) => `${method} ${path}`),
  );
  expect(silent).toEqual([]);
});

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

test('the test that the table has for an endpoint names that endpoint', async () => {
  const { api } = await start();
  const { body } = await api.get('/_mock/openapi.json').expect(200);
  const paths: Record<string, object> = body.paths;
  const operations = Object.entries(paths)
    .filter(([path]) => !/^\/(_mock|_sink)/.test(path))
    .flatMap(([path, item]) => Object.keys(item).map((method) => ({ path, method })));
  expect(operations.length).toBeGreaterThan(250);
  for (const { path, method } of operations) {
    const file = testOf(`${method.toUpperCase()} ${path}`);
    const name = path.split('/').findLast((part) => !part.startsWith('{'));
    const text = file === null ? '' : await readFile(ROOT + file, 'utf8').catch(() => '');
    expect.soft(text.toLowerCase(), `${method} ${path} in ${file}`).toContain(name);
  }
});
