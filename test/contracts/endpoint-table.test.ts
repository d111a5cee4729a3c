import { expect, test } from 'vitest';
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
