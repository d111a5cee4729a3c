import { expect, test } from 'vitest';
import { z } from 'zod';
import { ReleaseJson } from '../../apps/server/src/rest/releases/release-json.js';
import { pauseRef } from '../support/git/ref-pause.js';
import { addUser, as, owner } from '../support/merge-requests/forks.js';
import { start } from '../support/server/start.js';

const REPO = '/api/v5/repos/demo/demo';
const RELEASES = `${REPO}/releases`;
const BYTES = Buffer.from([0, 255, 123, 10, 13, 0]);

/** A path of this server. */
const pathOf = (address: string) => address.slice(new URL(address).origin.length);

test('a release tags a commit, carries files that can be downloaded, is changed, listed and deleted', async () => {
  const { api, inbox, settled, url, clone } = await start({ hook: { tag_push_events: true } });
  const sha = await (await clone()).sha();
  const fields = { tag_name: 'v1/α', name: 'One', body: 'The first', target_commitish: 'master' };
  const made = (await api.post(RELEASES).send(fields).expect(200)).body;
  expect(made).toEqual({
    id: 1,
    tag_name: 'v1/α',
    target_commitish: sha,
    prerelease: false,
    release_status: 'latest',
    name: 'One',
    body: 'The first',
    author: expect.objectContaining({ login: 'atomgit', type: 'User', url: `${url}/api/v5/users/atomgit` }),
    created_at: expect.stringMatching(/\+00:00$/),
    assets: [],
  });
  expect(ReleaseJson().parse(made)).toEqual(made);
  await settled();
  expect(inbox.rest().map(({ body }) => body)).toMatchObject([{ ref: 'refs/tags/v1/α', after: sha }]);
  const pre = { tag_name: 'v2', release_status: 'pre' };
  expect((await api.post(RELEASES).send(pre).expect(200)).body).toMatchObject({
    name: 'v2',
    prerelease: true,
    release_status: 'pre',
  });

  const tag = encodeURIComponent('v1/α');
  const name = 'a b é.bin';
  const asked = `${RELEASES}/${tag}/upload_url?file_name=${encodeURIComponent(name)}`;
  for (const bytes of [Buffer.from('{"not": "kept as JSON"'), BYTES]) {
    const upload = (await api.get(asked).expect(200)).body as {
      url: string;
      headers: Record<string, string>;
    };
    expect(Object.keys(upload.headers)).toEqual([
      'x-obs-meta-project-id',
      'x-obs-acl',
      'x-obs-callback',
      'Content-Type',
    ]);
    const types = [upload.headers, { ...upload.headers, 'Content-Type': 'application/json' }];
    for (const headers of types) {
      const answer = await fetch(upload.url, { method: 'PUT', headers, body: new Uint8Array(bytes) });
      expect([answer.status, await answer.json()]).toMatchObject([200, { name, size: bytes.length }]);
    }
  }
  const [asset, ...others] = (await api.get(`${RELEASES}/tags/${tag}`).expect(200)).body.assets;
  expect(others).toEqual([]);
  expect(asset).toMatchObject({ name, size: BYTES.length, type: 'attach' });
  const direct = `${RELEASES}/${tag}/attach_files/${encodeURIComponent(name)}/download`;
  for (const path of [pathOf(asset.browser_download_url), direct]) {
    const answer = await api.get(path).expect(200).expect('content-type', 'application/octet-stream');
    expect(answer.body).toEqual(BYTES);
  }

  const list = await api.get(`${RELEASES}?per_page=1`).expect('total_count', '2').expect(200);
  expect(z.array(ReleaseJson()).parse(list.body)).toMatchObject([{ tag_name: 'v2' }]);
  expect((await api.get(`${RELEASES}/latest`).expect(200)).body.tag_name).toBe('v1/α');
  const changed = { tag_name: 'v1/α', name: 'Uno', body: '' };
  expect((await api.patch(`${RELEASES}/1`).send(changed).expect(200)).body).toMatchObject({
    id: 1,
    ...changed,
  });
  await api.patch(`${RELEASES}/v2`).send({ release_status: 'latest' }).expect(200);
  expect((await api.get(`${RELEASES}/latest`).expect(200)).body.tag_name).toBe('v2');

  await api.delete(`${RELEASES}/${tag}/attach_files/${asset.id}`).expect(204);
  await api.get(direct).expect(404);
  await api.delete(`${RELEASES}/1`).expect(204);
  await api.get(`${RELEASES}/1`).expect(404);
  const tags = (await api.get(`${REPO}/tags`).expect(200)).body as { name: string }[];
  expect(tags.map((each) => each.name)).toEqual(['v1/α', 'v2']);
});

test('where tags are numbers, a change is of the release with that id, and all else of that tag', async () => {
  const { api } = await start();
  for (const tag_name of ['2', '1', 'v3', '7']) await api.post(RELEASES).send({ tag_name }).expect(200);
  await api.patch(`${RELEASES}/2`).send({ name: 'Changed' }).expect(200);
  await api.patch(`${RELEASES}/7`).send({ name: 'Of its tag' }).expect(200);
  const list: { tag_name: string; name: string }[] = (await api.get(RELEASES).expect(200)).body;
  expect(list.map(({ tag_name, name }) => [tag_name, name])).toEqual([
    ['7', 'Of its tag'],
    ['v3', 'v3'],
    ['1', 'Changed'],
    ['2', '2'],
  ]);
  expect((await api.get(`${RELEASES}/2`).expect(200)).body).toMatchObject({ id: 1, tag_name: '2' });
  await api.delete(`${RELEASES}/2`).expect(204);
  await api.get(`${RELEASES}/tags/2`).expect(404);
  await api.patch(`${RELEASES}/none`).send({ name: 'x' }).expect(404);
});

test('a release that cannot be is refused and leaves no tag', async () => {
  const { api } = await start();
  await api.post(RELEASES).send({ tag_name: 'v1' }).expect(200);
  await api.post(RELEASES).send({ tag_name: 'v2' }).expect(200);
  const message = async (answer: PromiseLike<{ body: { error_message: string } }>) =>
    (await answer).body.error_message;
  expect(await message(api.post(RELEASES).send({}).expect(422))).toMatch(/^tag_name is missing/);
  expect(await message(api.post(RELEASES).send({ tag_name: 'a..b' }).expect(422))).toMatch(
    /^tag_name "a..b"/,
  );
  const suffixed = { tag_name: 'v1^{commit}' };
  expect(await message(api.post(RELEASES).send(suffixed).expect(422))).toMatch(/^tag_name /);
  const nowhere = { tag_name: 'v3', target_commitish: 'nowhere' };
  expect(await message(api.post(RELEASES).send(nowhere).expect(422))).toMatch(/^target_commitish "nowhere"/);
  expect(await message(api.post(RELEASES).send({ tag_name: 'v1' }).expect(409))).toMatch(
    /"v1" has a release/,
  );
  expect(await message(api.patch(`${RELEASES}/v1`).send({ tag_name: 'v2' }).expect(409))).toMatch(/"v2"/);
  for (const path of ['9', 'none', 'tags/none', 'none/upload_url?file_name=x'])
    await api.get(`${RELEASES}/${path}`).expect(404);
  for (const query of ['', '?file_name=', '?file_name=a%2Fb', '?file_name=..'])
    await api.get(`${RELEASES}/v1/upload_url${query}`).expect(422);
  await api.put(`${RELEASES}/v1/attach_files/x?key=guessed`).send('bytes').expect(403);
  await api.put(`${RELEASES}/v1/attach_files/x`).send('bytes').expect(422);
  await api.put('/api/v5/repos/no/where/releases/v1/attach_files/x?key=guessed').send('bytes').expect(403);
  const { body } = await api.get(`${RELEASES}/v1/upload_url?file_name=x`).expect(200);
  await api.put(pathOf(body.url).replace('/x?', '/y?')).send('bytes').expect(403);
  await api.put(pathOf(body.url).replace('/demo/demo/', '/no/where/')).send('bytes').expect(403);
  await api.put(pathOf(body.url).replace('/v1/', '/v9/')).send('bytes').expect(403);
  await api.delete(`${RELEASES}/v1/attach_files/x`).expect(404);
  expect((await api.get(`${REPO}/tags`).expect(200)).body).toHaveLength(2);
});

test('what is changed of a release while its new tag is made stays changed', async () => {
  const { api, bare } = await start();
  await api.post(RELEASES).send({ tag_name: 'v1', body: 'The first' }).expect(200);
  const pause = await pauseRef(bare(), { ref: 'refs/tags/v2', state: 'prepared' });
  const tagging = (async () => api.patch(`${RELEASES}/1`).send({ tag_name: 'v2' }).expect(200))();
  await pause.reached();
  const changes = { name: 'Uno', prerelease: true };
  await api.patch(`${RELEASES}/1`).send(changes).expect(200);
  await pause.release();
  expect((await tagging).body).toMatchObject({ tag_name: 'v2', body: 'The first', ...changes });
});

test('a release and its files come back with a snapshot, and go with their repository', async () => {
  const { api } = await start();
  await api.post(RELEASES).send({ tag_name: 'v1' }).expect(200);
  const { body } = await api.get(`${RELEASES}/v1/upload_url?file_name=x`).expect(200);
  await api.put(pathOf(body.url)).type('application/octet-stream').send(BYTES).expect(200);
  const file = '/demo/demo/releases/download/v1/x';
  await api.post('/_mock/snapshots/released').expect(201);
  await api.delete(REPO).expect(204);
  await api.get(file).expect(404);
  await api.post('/_mock/snapshots/released/restore').expect(200);
  expect((await api.get(file).expect(200)).body).toEqual(BYTES);
});

test('on a strict server releases need push access, and uploads need the upload address', async () => {
  const server = await start({ settings: { auth: 'strict' } });
  const { api } = server;
  await addUser(server, 'bob');
  await api.put(`${REPO}/collaborators/bob`).set(owner).send({ permission: 'pull' }).expect(200);
  await api.post(RELEASES).send({ tag_name: 'v1' }).expect(401);
  await api.post(RELEASES).set(as('bob')).send({ tag_name: 'v1' }).expect(403);
  await api.post(RELEASES).set(owner).send({ tag_name: 'v1' }).expect(200);
  await api.get(`${RELEASES}/v1`).set(as('bob')).expect(200);
  await api.get(`${RELEASES}/v1/upload_url?file_name=x`).set(as('bob')).expect(403);
  await api.patch(`${RELEASES}/v1`).set(as('bob')).send({ name: 'x' }).expect(403);
  await api.delete(`${RELEASES}/v1`).set(as('bob')).expect(403);
  const { body } = await api.get(`${RELEASES}/v1/upload_url?file_name=x`).set(owner).expect(200);
  await api.put(pathOf(body.url)).type('application/octet-stream').send(BYTES).expect(200);
  await api.delete(`${RELEASES}/v1/attach_files/x`).set(as('bob')).expect(403);
  expect((await api.get(`${RELEASES}/v1`).set(as('bob')).expect(200)).body.assets).toMatchObject([
    { name: 'x' },
  ]);
});
