import { chmod, mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createServer } from '../../apps/server/src/create-server.js';
import { startAtomGit } from '../../apps/library/src/index.js';
import { git } from '../support/git/clone.js';
import { start } from '../support/server/start.js';
import { temporaryFolder } from '../support/server/temporary-folder.js';

/** All that a seed can have, beside a folder `app` and a bundle `lib.bundle`. */
const SEED = `
users:
  - { login: ada, name: Ada, email: ada@example.com, token: ada-token }
  - login: bob
organisations:
  - { path: team, owner: ada }
repositories:
  - full_name: team/app
    description: The app
    visibility: private
    default_branch: main
    collaborators: [{ login: bob }]
    commits:
      - { message: First, folder: app, files: { NOTES.md: "note\\n" }, as: ada, date: 2024-01-01T08:00:00+08:00 }
      - { branch: feature, message: Second, files: { app.txt: "two\\n" }, author: { name: Bob, email: bob@example.com } }
      - { branch: done, files: { done.txt: done } }
      - { branch: dropped, files: { dropped.txt: dropped } }
    branches: [{ name: release, refs: main }]
    tags:
      - { name: v1, message: Version 1 }
      - { name: v1-light, refs: feature }
    releases:
      - { tag_name: v1, name: One, author: ada }
      - { tag_name: v2-rc, target_commitish: feature, prerelease: true }
    labels: [{ name: bug, color: "#ff0000" }]
    milestones: [{ title: Soon, due_on: 2026-12-24 }]
    issues:
      - title: Broken
        author: bob
        assignee: ada
        labels: [bug, ready]
        milestone: Soon
        comments: [{ body: Me too, author: ada }]
      - { title: Old, state: closed, by: ada }
    merge_requests:
      - title: A feature
        head: feature
        base: main
        author: bob
        labels: [ready]
        assignees: [ada]
        comments:
          - { body: Looks good, author: ada }
          - { body: This line, path: app.txt, position: 1 }
      - { title: Done, head: done, base: main, state: merged, merge_method: squash, by: ada }
      - { title: Dropped, head: dropped, base: main, state: closed }
    comments: [{ commit: main, body: On a commit, author: bob }]
    hooks:
      - { url: "http://127.0.0.1:9/", events: [push, merge_request], password: secret, retries: fast }
  - full_name: ada/lib
    bundle: lib.bundle
  - full_name: somebody/empty
`;

/** A folder with a seed of that text, and what `SEED` names. @returns the seed's name */
async function written(text: string, name = 'seed.yaml'): Promise<string> {
  const folder = await temporaryFolder();
  await mkdir(join(folder, 'app/bin'), { recursive: true });
  await writeFile(join(folder, 'app/app.txt'), 'one\n');
  await writeFile(join(folder, 'app/bin/run'), '#!/bin/sh\n');
  await chmod(join(folder, 'app/bin/run'), 0o755);
  await git(folder, ['init', '--quiet', '--initial-branch=trunk', 'lib']);
  const lib = join(folder, 'lib');
  await git(lib, ['commit', '--quiet', '--allow-empty', '-m', 'Lib'], {
    GIT_COMMITTER_DATE: '@0 +0000',
    GIT_AUTHOR_DATE: '@0 +0000',
  });
  await git(lib, ['tag', 'v2']);
  await git(lib, ['bundle', 'create', '--quiet', '../lib.bundle', '--all']);
  await writeFile(join(folder, name), text);
  return join(folder, name);
}

test('a server starts with the content of a seed: users, histories, merge requests, comments, hooks', async () => {
  const { api, bare, url } = await start({ settings: { seed: await written(SEED) } });
  const get = async (path: string) => (await api.get(`/api/v5/repos/${path}`).expect(200)).body;
  expect(await get('team/app')).toMatchObject({
    description: 'The app',
    private: true,
    default_branch: 'main',
    owner: { login: 'ada' },
    enterprise: { type: 'group' },
  });
  expect(await git(bare('team/app'), ['ls-tree', '-r', '--format=%(objectmode) %(path)', 'main'])).toBe(
    '100644 NOTES.md\n100644 app.txt\n100755 bin/run\n100644 done.txt',
  );
  expect(await git(bare('team/app'), ['log', '-1', '--format=%an %cn %ad %s', '--date=raw', 'v1'])).toBe(
    'Ada Ada 1704067200 +0800 First',
  );
  expect(
    await git(bare('team/app'), [
      'for-each-ref',
      '--format=%(refname:short) %(objecttype)',
      'refs/heads',
      'refs/tags',
    ]),
  ).toBe(
    [
      'done commit',
      'dropped commit',
      'feature commit',
      'main commit',
      'release commit',
      'v1 tag',
      'v1-light commit',
      'v2-rc commit',
    ].join('\n'),
  );
  const pulls = await get('team/app/pulls?state=all');
  expect(
    pulls.map(({ title, state, user }: { title: string; state: string; user: { login: string } }) => [
      title,
      state,
      user.login,
    ]),
  ).toEqual([
    ['Dropped', 'closed', 'atomgit'],
    ['Done', 'merged', 'atomgit'],
    ['A feature', 'open', 'bob'],
  ]);
  expect(await get('team/app/pulls/1')).toMatchObject({
    mergeable: true,
    labels: [{ name: 'ready' }],
    assignees: [{ login: 'ada' }],
  });
  expect(await get('team/app/releases')).toMatchObject([
    { tag_name: 'v2-rc', prerelease: true },
    { tag_name: 'v1', name: 'One', author: { login: 'ada' } },
  ]);
  expect(await get('team/app/labels')).toMatchObject([{ name: 'bug', color: '#ff0000' }, { name: 'ready' }]);
  expect(await get('team/app/milestones')).toMatchObject([{ title: 'Soon', due_on: '2026-12-24' }]);
  expect(await get('team/app/issues')).toMatchObject([
    { title: 'Old', state: 'closed' },
    { title: 'Broken', user: { login: 'bob' }, assignee: { login: 'ada' }, labels: [{}, {}] },
  ]);
  expect(await get('team/app/issues/1/comments')).toMatchObject([{ body: 'Me too', user: { login: 'ada' } }]);
  const comments = await get('team/app/pulls/1/comments');
  expect(
    comments.map(({ body, user }: { body: string; user: { login: string } }) => [body, user.login]),
  ).toEqual([
    ['Looks good', 'ada'],
    ['This line', 'atomgit'],
  ]);
  expect(await get('team/app/comments')).toMatchObject([{ body: 'On a commit', user: { login: 'bob' } }]);
  expect(await get('team/app/hooks')).toMatchObject([
    { url: 'http://127.0.0.1:9/', push_events: true, merge_requests_events: true, note_events: false },
  ]);
  expect(await get('ada/lib')).toMatchObject({ default_branch: 'trunk', enterprise: { type: 'user' } });
  expect(await git(bare('ada/lib'), ['for-each-ref', '--format=%(refname)'])).toBe(
    'refs/heads/trunk\nrefs/tags/v2',
  );
  const user = await api.get('/api/v5/user').set('PRIVATE-TOKEN', 'ada-token').expect(200);
  expect(user.body).toMatchObject({ login: 'ada', name: 'Ada', email: 'ada@example.com' });
  const deliveries = await api.get('/_mock/deliveries').expect(200);
  expect(deliveries.body.items).toEqual([]);
  await api.get('/api/v5/repos/demo/demo').expect(404);
  expect(await git('/', ['ls-remote', `${url}/somebody/empty.git`])).toBe('');
});

test('a seed that is wrong stops the start with its line and field, and leaves nothing', async () => {
  const refused = async (text: string, reason: string) => {
    const [file, data] = [await written(text), await temporaryFolder()];
    const message = `the seed ${file}: ${reason}`;
    await expect(createServer({ seed: file, data, port: 0, logFormat: 'json' })).rejects.toThrow(message);
    expect((await readdir(data)).filter((name) => !name.startsWith('server.lock'))).toEqual([]);
  };
  await refused('users:\n  - login: ada\n    nmae: Ada\n', 'line 2: users[0] has no field "nmae"');
  await refused('users:\n  - login: ada\n    token: 5\n', 'line 3: users[0].token must be text, but is 5');
  await refused(
    '{\n\t"repositories": [\n\t\t{ "full_name": "x" }\n\t]\n}',
    'line 3: repositories[0].full_name must be like',
  );
  await refused('users: [\n', 'line 2: is not YAML');
  await refused('users: [{ login: ada }, { login: Ada }]', 'line 1: users[1] login "Ada" is taken');
  await refused(
    'users: [{ login: atomgit }, { login: atomgit, name: B }]',
    'line 1: users[1] login "atomgit" is taken',
  );
  const repository = (...lines: string[]) =>
    ['repositories:', '  - full_name: a/b', ...lines.map((line) => `    ${line}`)].join('\n');
  await refused(
    repository('commits:', '  - files: { a: b }', '  - files: { ../a: b }'),
    'line 5: repositories[0].commits[1] path "../a" has the part ".."',
  );
  await refused(
    repository('commits:', '  - { files: { a: { content: x, encoding: rot13 } } }'),
    'line 4: repositories[0].commits[0].files.a encoding must be one of text, base64',
  );
  await refused(
    repository('merge_requests:', '  - { title: x, head: x, base: y }'),
    'line 4: repositories[0].merge_requests[0] head "x" is not a branch of a/b',
  );
  await refused(
    repository('hooks:', '  - { url: "http://x", events: [psuh] }'),
    'line 4: repositories[0].hooks[0].events has an unknown name "psuh"',
  );
  await refused(
    repository('issues:', '  - { title: x, milestone: Soon }'),
    'line 4: repositories[0].issues[0] Milestone "Soon" does not exist in a/b',
  );
  await refused(
    repository('labels:', '  - { name: x, color: red }'),
    'line 4: repositories[0].labels[0].color must be a colour like #ED4014, but is "red"',
  );
  await refused(repository('bundle: seed.yaml'), 'line 3: repositories[0].bundle bundle');
  await refused(repository('commits: [{ folder: nowhere }]'), 'line 3: repositories[0].commits[0] folder');
});

test('with the clock stopped and an address to show, the same seed gives the same ids, shas and bodies on any port', async () => {
  const settings = {
    seed: await written(SEED),
    clock: new Date('2026-01-01T00:00:00Z'),
    publicUrl: 'http://atomgit.test',
  };
  const servers = [await start({ settings }), await start({ settings })];
  expect(servers[0]?.localUrl).not.toBe(servers[1]?.localUrl);
  const contents = servers.map(async ({ api, bare }) => {
    const read = async (path: string) => (await api.get(path).expect(200)).text;
    const paths = [
      '/_mock/events?limit=100',
      '/api/v5/repos/team/app',
      '/api/v5/repos/team/app/pulls?state=all',
      '/api/v5/repos/team/app/pulls/1/comments',
    ];
    return [...(await Promise.all(paths.map(read))), await git(bare('team/app'), ['for-each-ref'])];
  });
  const [one, other] = await Promise.all(contents);
  expect(one).toEqual(other);
});

test('a library takes a seed as an object', async () => {
  const seed = { repositories: [{ full_name: 'ada/app', commits: [{ files: { 'README.md': 'hi' } }] }] };
  await using atomgit = await startAtomGit({ seed });
  const response = await atomgit.fetch('/api/v5/repos/ada/app/commits/master');
  expect(response.status).toBe(200);
  await expect(startAtomGit({ seed: { users: [{ login: 5 }] } })).rejects.toThrow(
    'the seed: users[0].login must be text, but is 5',
  );
});

test('a seed may be an object, and an empty one leaves just the default user', async () => {
  const { api } = await start({
    settings: { seed: { users: [{ login: 'atomgit', name: 'Chosen', token: 'chosen' }] } },
  });
  const { body } = await api.get('/api/v5/user').set('PRIVATE-TOKEN', 'chosen').expect(200);
  expect(body).toMatchObject({ login: 'atomgit', name: 'Chosen', email: 'email@atomgit.com' });
  const empty = await start({ settings: { seed: {} } });
  expect((await empty.api.get('/api/v5/user').expect(200)).body.login).toBe('atomgit');
});
