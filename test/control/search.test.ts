import { expect, test } from 'vitest';
import { bearer, startPopulated } from '../support/server/populated-repository.js';
import { start } from '../support/server/start.js';

const DEMO = '/_mock/repositories/demo/demo';

test('one search finds repositories, merge requests, issues and commits, and only what the caller may read', async () => {
  const { api } = await startPopulated();
  const { body } = await api.get('/_mock/search?words=RIGHT').set(bearer('reader')).expect(200);
  expect(body.items).toEqual([{ kind: 'merge_request', repository: 'acme/app', title: 'Right', number: 1 }]);
  const find = async (words: string, role: 'reader' | 'stranger', query = '') =>
    (await api.get(`/_mock/search?words=${words}${query}`).set(bearer(role)).expect(200)).body.items.map(
      ({ kind }: { kind: string }) => kind,
    );
  expect(await find('wrong', 'reader')).toEqual(['issue']);
  expect(await find('acme/ap', 'reader')).toEqual(['repository']);
  for (const words of ['right', 'wrong', 'acme/ap', 'initial'])
    expect(await find(words, 'stranger')).toEqual([]);
  const commits = await api.get('/api/v5/repos/acme/app/commits').set(bearer('reader')).expect(200);
  const [{ sha, commit }] = commits.body;
  const [subject] = commit.message.split('\n');
  const found = { kind: 'commit', repository: 'acme/app', title: subject, sha };
  const at = '&repository=acme/app';
  for (const words of [sha.slice(0, 8), encodeURIComponent(subject.toUpperCase())]) {
    const here = await api.get(`/_mock/search?words=${words}${at}`).set(bearer('reader')).expect(200);
    expect(here.body.items).toContainEqual(found);
  }
  await api.get(`/_mock/search?words=x${at}`).set(bearer('stranger')).expect(404);
  await api.get('/_mock/search?words=').set(bearer('reader')).expect(422);
  expect(await find('%25_--grep', 'reader')).toEqual([]);
});

test('branches and tags are found by a part of their names, packed or not, those that begin with it first', async () => {
  const { api, clone, bare } = await start();
  const work = await clone();
  for (const name of ['fix/login', 'a-login', 'login', 'other']) await work.git('branch', name);
  await work.git('tag', 'login-1');
  await work.git('push', '--quiet', '--all');
  await work.git('push', '--quiet', '--tags');
  await work.git('--git-dir', bare(), 'pack-refs', '--all');
  await work.git('branch', 'loose-login');
  await work.git('push', '--quiet', 'origin', 'loose-login');
  const { body } = await api.get(`${DEMO}/refs?words=LOGIN&limit=3`).expect(200);
  expect(body).toEqual({
    branches: { names: ['login', 'a-login', 'fix/login'], total: 4 },
    tags: { names: ['login-1'], total: 1 },
  });
  expect((await api.get(`${DEMO}/refs`).expect(200)).body.branches.total).toBe(6);
  await api.get(`${DEMO}/refs?limit=0`).expect(422);
});

test('a comparison comes whole: its commits in pages, and a diff that REST leaves out', async () => {
  const { api } = await start();
  const large = 'a line that is new\n'.repeat(10_000);
  const commit = (fields: object) => api.post(`${DEMO}/commits`).send(fields).expect(201);
  await commit({ branch: 'feature', files: { 'large.txt': large }, message: 'Large' });
  const { body: head } = await commit({ branch: 'feature', files: { 'small.txt': 'x\n' }, message: 'Small' });
  await commit({ files: { 'README.md': 'Only on master\n' }, message: 'Elsewhere' });
  const range = `${DEMO}/compare/${encodeURIComponent('master...feature')}`;
  const { body } = await api.get(`${range}/commits?per_page=1`).expect(200);
  expect(body).toMatchObject({ items: [{ sha: head.sha, commit: { message: 'Small\n' } }], total: 2 });
  const { text, headers } = await api.get(`${range}/diff`).expect(200);
  expect(headers['content-type']).toMatch(/^text\/plain/);
  expect(text.split('\n').filter((line) => line === '+a line that is new')).toHaveLength(10_000);
  expect(text).not.toContain('Only on master');
  await api.get(`${range.replace('feature', 'none')}/diff`).expect(404);
  await api.get(`${range.replace('feature', 'none')}/commits`).expect(404);
});
