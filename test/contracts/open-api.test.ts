import { expect, test } from 'vitest';
import { start } from '../support/server/start.js';

interface Operation {
  readonly operationId: string;
  readonly parameters: readonly { readonly name: string; readonly in: string; readonly required?: boolean }[];
  readonly requestBody?: { readonly content: Record<string, { readonly schema: object }> };
  readonly responses: Record<string, object>;
}

type Paths = Record<string, Record<string, Operation>>;

test('the OpenAPI document has every address of the API, with its parameters and what is sent to hooks', async () => {
  const { api, url } = await start();
  const { body } = await api.get('/_mock/openapi.json').expect(200);
  expect(body).toMatchObject({ openapi: '3.1.0', servers: [{ url }] });
  const paths: Paths = body.paths;
  const known = await api.get('/_mock').expect(200);
  for (const { path } of known.body.items as { path: string }[])
    expect(Object.keys(paths)).toContain(path.replace('/*', '/{path}'));
  const ids = Object.values(paths).flatMap((item) =>
    Object.values(item).map(({ operationId }) => operationId),
  );
  expect(ids.length).toBeGreaterThan(150);
  for (const [path, item] of Object.entries(paths)) {
    const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    for (const { parameters } of Object.values(item)) {
      const inPath = parameters.filter((parameter) => parameter.in === 'path');
      expect([path, ...inPath.map(({ name }) => name)]).toEqual([path, ...named]);
    }
  }
  const merge = paths['/api/v5/repos/{owner}/{repo}/tags']?.['post'];
  expect(merge?.requestBody?.content['application/json']?.schema).toMatchObject({
    required: ['tag_name'],
    properties: { tag_name: { type: 'string', maxLength: 200 } },
  });
  expect(merge?.responses).toMatchObject({
    200: { content: { 'application/json': { schema: { required: expect.arrayContaining(['tagger']) } } } },
  });
  expect(Object.keys(body.webhooks)).toEqual(
    expect.arrayContaining(['documented/push', 'gitcode/merge_request', 'codeup/tag_push']),
  );
});

test('the same document is a page for people, without script', async () => {
  const { api } = await start();
  const page = await api.get('/_mock/docs').expect('content-type', 'text/html; charset=utf-8').expect(200);
  expect(page.headers['content-security-policy']).toContain("default-src 'none'");
  expect(page.text).toContain('<code>/api/v5/repos/{owner}/{repo}/pulls/{number}/merge</code>');
  expect(page.text).not.toMatch(/<script|style=|(src|href)="http/);
  await api.get('/_mock/docs.css').expect('content-type', 'text/css; charset=utf-8').expect(200);
});

test('calls of addresses that are not there are counted until they are forgotten', async () => {
  const { api } = await start();
  await api.get('/api/v5/repos/demo/demo/wiki?x=1').expect(404);
  await api.get('/api/v5/repos/demo/demo/wiki').expect(404);
  await api.head('/api/v8/kanban').expect(404);
  await api.get('/api/v5/repos/demo/none').expect(404);
  const { body } = await api.get('/_mock/misses').expect(200);
  expect(body.items).toEqual([
    { method: 'GET', path: '/api/v5/repos/demo/demo/wiki', count: 2 },
    { method: 'HEAD', path: '/api/v8/kanban', count: 1 },
  ]);
  await api.delete('/_mock/misses').expect(204);
  expect((await api.get('/_mock/misses')).body.items).toEqual([]);
});
