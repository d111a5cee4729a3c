import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { TagJson } from '../../apps/server/src/rest/tags/tag-json.js';
import { git } from '../support/git/clone.js';
import { start } from '../support/server/start.js';
import { temporaryFolder } from '../support/server/temporary-folder.js';

const TAGS = '/api/v5/repos/demo/demo/tags';
const MASTER_DATE = '2019-01-03T15:36:29+00:00';
const TAGGER = { GIT_COMMITTER_DATE: '1700000000 +0800' };

const namesOf = (body: unknown) => (body as { name: string }[]).map(({ name }) => name);

test('tags are listed by name with their commits, in the documented keys', async () => {
  const { api, clone } = await start();
  const work = await clone();
  const sha = await work.sha();
  await git(work.folder, ['tag', '--annotate', '--message', 'First\n\nof many', 'v1'], TAGGER);
  await work.git('tag', 'light/重');
  await git(work.folder, ['tag', '--annotate', '--message', 'of a tag', 'nested', 'v1'], TAGGER);
  await work.push('--tags');
  const { text, headers, body } = await api.get(TAGS).expect(200);
  const commit = { sha, date: MASTER_DATE };
  const tagger = { name: 'Ada', email: 'ada@example.com', date: '2023-11-14T22:13:20+00:00' };
  expect(text).toBe(
    JSON.stringify([
      { name: 'light/重', message: '', commit, tagger: null },
      { name: 'nested', message: 'of a tag', commit, tagger },
      { name: 'v1', message: 'First\n\nof many', commit, tagger },
    ]),
  );
  expect(headers).toMatchObject({ total_count: '3', total_page: '1' });
  expect(z.array(TagJson()).parse(body)).toEqual(body);
});

test('a tag is created with or without a message, listed and deleted', async () => {
  const { api, clone } = await start();
  const sha = await (await clone()).sha();
  const create = async (fields: object) => {
    const { body } = await api.post(TAGS).send(fields).expect(200);
    return TagJson().parse(body);
  };
  expect(await create({ refs: 'master', tag_name: 'v1' })).toMatchObject({
    name: 'v1',
    message: '',
    commit: { sha },
    tagger: null,
  });
  expect(await create({ refs: sha, tag_name: 'v2/中', tag_message: 'Two' })).toMatchObject({
    message: 'Two',
  });
  expect(await create({ tag_name: 'v3', message: 'Three' })).toMatchObject({
    message: 'Three',
    commit: { sha },
  });
  const list = await api.get(`${TAGS}?per_page=2`).expect('total_count', '3').expect('total_page', '2');
  expect(namesOf(list.body)).toEqual(['v1', 'v2/中']);

  const refusals: readonly (readonly [object, number, string])[] = [
    [{ refs: 'master', tag_name: 'v1' }, 409, '"v1" exists in demo/demo'],
    [{ refs: 'master', tag_name: 'a b' }, 422, '"a b"'],
    [{ refs: 'nowhere', tag_name: 'x' }, 422, '"nowhere"'],
  ];
  for (const [fields, status, words] of refusals)
    expect((await api.post(TAGS).send(fields).expect(status)).body.error_message).toContain(words);
  await api.delete(`${TAGS}/${encodeURIComponent('v2/中')}`).expect(204);
  expect(namesOf((await api.get(TAGS).expect(200)).body)).toEqual(['v1', 'v3']);
  await api.delete(`${TAGS}/v2`).expect(404);
});

test('pages of tags fit together, however git keeps them', async () => {
  const { api, bare, clone } = await start();
  const work = await clone();
  for (const name of ['v1', 'v10', 'v2', 'v2-rc']) {
    await git(work.folder, ['tag', '--annotate', '--message', name, name], TAGGER);
  }
  await work.push('--tags');
  const pages = async () => {
    const one = await api.get(`${TAGS}?per_page=2&page=1`).expect('total_count', '4').expect(200);
    const two = await api.get(`${TAGS}?per_page=2&page=2`).expect('total_page', '2').expect(200);
    const three = await api.get(`${TAGS}?per_page=2&page=3`).expect(200);
    return [one, two, three].map(({ body }) => namesOf(body));
  };
  expect(await pages()).toEqual([['v1', 'v10'], ['v2', 'v2-rc'], []]);
  await git(bare(), ['pack-refs', '--all']);
  expect(await pages()).toEqual([['v1', 'v10'], ['v2', 'v2-rc'], []]);
  await work.git('tag', 'v11');
  await work.git('tag', '--force', 'v2', 'HEAD~1');
  await work.push('--force', 'v11', 'v2', ':v1');
  expect(await pages()).toEqual([['v10', 'v11'], ['v2', 'v2-rc'], []]);
  const moved = (await api.get(`${TAGS}?per_page=1&page=3`).expect(200)).body;
  expect(moved).toMatchObject([{ name: 'v2', message: '', commit: { sha: await work.sha('HEAD~1') } }]);
});

test('tags that other tools wrote are shown as far as they go', async () => {
  const { api, clone } = await start();
  const work = await clone();
  const [sha, blob] = [await work.sha(), await work.sha('HEAD:README.md')];
  const write = async (name: string, text: string | Buffer) => {
    const file = join(await temporaryFolder(), 'tag');
    await writeFile(file, text);
    await work.git(
      'update-ref',
      `refs/tags/${name}`,
      await work.git('hash-object', '-t', 'tag', '-w', '--literally', file),
    );
  };
  const head = `object ${sha}\ntype commit\ntag t\n`;
  const ada = 'tagger Ada <ada@example.com> 1700000000 -0330\n';
  const signature = '-----BEGIN PGP SIGNATURE-----\n\niQ\n-----END PGP SIGNATURE-----\n';
  await write('a-signed', `${head}${ada}\nsigned\n${signature}`);
  await write('b-nobody', `${head}\nold\n`);
  await write('c-empty', `${head}${ada}`);
  await write('d-late', `${head}tagger Ada <ada@example.com> 99999999999999 +0000\n\nlate\n`);
  await write('e-latin', Buffer.concat([Buffer.from(`${head}${ada}\ncaf`), Buffer.from([0xe9, 0x0a])]));
  await write('f-blob', `object ${blob}\ntype blob\ntag t\n${ada}\na file\n`);
  await work.git('tag', 'g-light-blob', blob);
  await work.git('tag', 'h-tree', 'HEAD^{tree}');
  await work.push('--tags');
  const commit = { sha, date: MASTER_DATE };
  const tagger = { name: 'Ada', email: 'ada@example.com', date: '2023-11-14T22:13:20+00:00' };
  expect((await api.get(TAGS).expect(200)).body).toEqual([
    { name: 'a-signed', message: 'signed', commit, tagger },
    { name: 'b-nobody', message: 'old', commit, tagger: null },
    { name: 'c-empty', message: '', commit, tagger },
    { name: 'd-late', message: 'late', commit, tagger: { ...tagger, date: '1970-01-01T00:00:00+00:00' } },
    { name: 'e-latin', message: 'caf\ufffd', commit, tagger },
    { name: 'f-blob', message: 'a file', commit: { sha: blob, date: tagger.date }, tagger },
    { name: 'g-light-blob', message: '', commit: { sha: blob, date: null }, tagger: null },
    { name: 'h-tree', message: '', commit: { sha: await work.sha('HEAD^{tree}'), date: null }, tagger: null },
  ]);
});

test('a repository without tags lists none', async () => {
  const { api } = await start();
  await api.post('/api/v5/user/repos').send({ name: 'empty' }).expect(200);
  for (const path of [TAGS, '/api/v5/repos/atomgit/empty/tags?page=3']) {
    const { body, headers } = await api.get(path).expect(200);
    expect(body).toEqual([]);
    expect(headers).toMatchObject({ total_count: '0', total_page: '1' });
  }
  expect((await api.get(`${TAGS}?per_page=x`).expect(422)).body.error_message).toMatch(/^per_page .*"x"/);
});

test('on a strict server tags need read access to the repository', async () => {
  const { api } = await start({ settings: { auth: 'strict' } });
  await api
    .post('/_mock/users')
    .set('PRIVATE-TOKEN', 'atomgit-token')
    .send({ login: 'bob', token: 'bob-token' })
    .expect(201);
  expect((await api.get(TAGS)).status).toBe(401);
  expect((await api.get(TAGS).set('PRIVATE-TOKEN', 'bob-token')).status).toBe(404);
  expect((await api.get(TAGS).set('PRIVATE-TOKEN', 'atomgit-token')).status).toBe(200);
});
