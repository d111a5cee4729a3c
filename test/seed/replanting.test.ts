import { expect, test } from 'vitest';
import { start } from '../support/server/start.js';

const SEED = '/_mock/seed';

const YAML = `
users: [{ login: ada, token: ada-token }]
repositories:
  - full_name: ada/app
    commits: [{ files: { README.md: hi } }]
    hooks: [{ url: "http://127.0.0.1:9/" }]
`;

test('a seed that is put replaces everything, a reset goes back to it, and a wrong one changes nothing', async () => {
  const { api, hook, inbox, clone, settled } = await start();
  await hook({ url: inbox.url });
  const work = await clone();
  await work.commit('hello');
  await work.push();
  await settled();
  const put = (seed: string) => api.put(SEED).type('application/yaml').send(seed);
  const wrong = YAML.replace('README.md: hi', '../README.md: hi');
  for (const [seed, reason] of [
    [wrong, 'seed, line 5: repositories[0].commits[0] path "../README.md"'],
    [YAML.replace('full_name', 'fullname'), 'seed, line 4: repositories[0]'],
    ['repositories: [{ full_name: a/b, bundle: /etc/passwd }]', 'names a file of the machine'],
    ['users: [', 'is not YAML'],
    ['', 'body must be a seed'],
  ] as const) {
    const { body } = await put(seed).expect(422);
    expect(body.message).toContain(reason);
  }
  expect((await api.get('/_mock/deliveries').expect(200)).body.items).toHaveLength(1);
  await api.get('/api/v5/repos/demo/demo/commits/master').expect(200);

  await put(YAML).expect(200, { cut_off: { requests: 0, deliveries: 0 } });
  await api.get('/api/v5/repos/demo/demo').expect(404);
  expect((await api.get('/_mock/deliveries').expect(200)).body.items).toEqual([]);
  const first = (await api.get('/api/v5/repos/ada/app').expect(200)).body;
  expect(first).toMatchObject({ id: 1, owner: { login: 'ada' } });
  expect((await api.get('/api/v5/repos/ada/app/hooks').expect(200)).body).toMatchObject([{ id: 1 }]);
  await api.delete('/api/v5/repos/ada/app').expect(204);
  await api.post('/_mock/reset').expect(200);
  expect((await api.get('/api/v5/repos/ada/app').expect(200)).body).toEqual(first);
});
