import { expect, test } from 'vitest';
import { start } from '../support/server/start.js';

const ZERO_SHA = '0'.repeat(40);
const ALL_PUSHES = { push_events: true, tag_push_events: true };

test('a tag push is sent as documented, byte for byte', async () => {
  const { inbox, url, clone } = await start({ hook: { tag_push_events: true } });
  const work = await clone();
  await work.push('HEAD:refs/tags/v1.0.0');
  const call = await inbox.next();
  expect(call.headers).toMatchObject({
    'x-atomgit-event': 'Tag Push Hook',
    'content-type': 'application/json',
    'content-length': String(Buffer.byteLength(call.text)),
  });
  expect(call.text).toBe(
    JSON.stringify({
      object_kind: 'tag_push',
      ref: 'refs/tags/v1.0.0',
      before: ZERO_SHA,
      after: await work.sha(),
      user_id: 1,
      user_name: 'atomgit',
      project_id: 1,
      repository: {
        name: 'demo',
        url: 'ssh://git@127.0.0.1/demo/demo.git',
        description: '',
        homepage: `${url}/demo/demo`,
        git_http_url: `${url}/demo/demo.git`,
        git_ssh_url: 'git@127.0.0.1:demo/demo.git',
        visibility_level: 0,
      },
      commits: [],
      total_commits_count: 0,
    }),
  );
});

test('a tag that is created, moved and deleted sends three Tag Push Hooks and no Push Hook', async () => {
  const { inbox, clone, settled } = await start({ hook: ALL_PUSHES });
  const work = await clone();
  const first = await work.sha();
  await work.push('HEAD:refs/tags/v1');
  const second = await work.commit('not on any branch');
  await work.push('--force', 'HEAD:refs/tags/v1');
  await work.push('--delete', 'refs/tags/v1');
  await settled();
  const calls = inbox.rest();
  expect(calls.map(({ headers }) => headers['x-atomgit-event'])).toEqual(Array(3).fill('Tag Push Hook'));
  expect(calls.map(({ body }) => body)).toMatchObject([
    { before: ZERO_SHA, after: first, commits: [], total_commits_count: 0 },
    { before: first, after: second, commits: [], total_commits_count: 0 },
    { before: second, after: ZERO_SHA, commits: [], total_commits_count: 0 },
  ]);
});

test("the after of an annotated tag is the tag object's sha", async () => {
  const { inbox, clone } = await start({ hook: { tag_push_events: true } });
  const work = await clone();
  await work.git('tag', '--annotate', '--message', 'one', 'v1');
  await work.push('v1');
  const after = await work.sha('refs/tags/v1');
  expect(after).not.toBe(await work.sha());
  expect((await inbox.next()).body).toMatchObject({ before: ZERO_SHA, after });
});

test('--tags sends one delivery for every tag', async () => {
  const { inbox, clone, settled } = await start({ hook: ALL_PUSHES });
  const work = await clone();
  for (const tag of ['v1', 'v2', 'release/3.0', '版本4']) await work.git('tag', tag);
  await work.push('--tags');
  await settled();
  const refs = inbox.rest().map(({ body }) => (body as { ref: string }).ref);
  expect(refs.sort()).toEqual(['refs/tags/release/3.0', 'refs/tags/v1', 'refs/tags/v2', 'refs/tags/版本4']);
});

test('a push with --follow-tags sends a Push Hook and a Tag Push Hook', async () => {
  const { inbox, clone } = await start({ hook: ALL_PUSHES });
  const work = await clone();
  await work.commit('hello');
  await work.git('tag', '--annotate', '--message', 'one', 'v1');
  await work.push('--follow-tags', 'master');
  const calls = await inbox.several(2);
  expect(calls.map(({ headers }) => headers['x-atomgit-event'])).toEqual(['Push Hook', 'Tag Push Hook']);
});

test('a tag of something that is no commit is a tag push like any other', async () => {
  const { inbox, clone } = await start({ hook: ALL_PUSHES });
  const work = await clone();
  const [blob, tree] = [await work.sha('HEAD:README.md'), await work.sha('HEAD^{tree}')];
  await work.push(`${blob}:refs/tags/blob`, `${tree}:refs/tags/tree`);
  const calls = await inbox.several(2);
  expect(calls.map(({ body }) => body)).toMatchObject([
    { ref: 'refs/tags/blob', after: blob },
    { ref: 'refs/tags/tree', after: tree },
  ]);
});
