import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { git, type Clone } from '../support/git/clone.js';
import { PULLS, startWithFeature } from '../support/merge-requests/merge-requests.js';
import { rawRequest } from '../support/http/raw-request.js';
import type { Started } from '../support/server/start.js';

const ZERO = '0'.repeat(40);
const REPO = '/api/v5/repos/demo/demo';
const SIGNED = 'Ada <ada@example.com> 1546272480 +0800';

/** Puts an object into the repository of a clone, whatever is in it. @returns its sha */
async function raw({ folder }: Clone, type: 'tree' | 'commit', content: Buffer | string): Promise<string> {
  const file = join(folder, '.git/raw');
  await writeFile(file, content);
  const sha = await git(folder, ['hash-object', '-w', '-t', type, '--literally', file]);
  await rm(file);
  return sha;
}

interface Entry {
  readonly name: string;
  readonly sha: string;
}

const treeOf = (...entries: readonly Entry[]): Buffer =>
  Buffer.concat(
    entries.flatMap(({ name, sha }) => [Buffer.from(`100644 ${name}\0`), Buffer.from(sha, 'hex')]),
  );

/** Pushes a commit to a branch of its own, in a pack that no git has looked at. @returns what git reports */
async function pushRaw({ url }: Started, work: Clone, pushed: { branch: string; sha: string }) {
  const body = await work.pushBody({ ref: `refs/heads/${pushed.branch}`, before: ZERO, after: pushed.sha });
  const { text } = await rawRequest(url, {
    method: 'POST',
    path: '/demo/demo.git/git-receive-pack',
    headers: {
      'Content-Type': 'application/x-git-receive-pack-request',
      'Content-Length': String(body.length),
    },
    body,
  });
  return text;
}

/** Whatever can be asked about a branch and its request. @returns each answer that is no success, by what was asked */
async function failures(
  { api }: Started,
  { branch, sha, path }: { branch: string; sha: string; path: string },
) {
  const { body } = await api.post(PULLS).send({ title: branch, head: branch, base: 'target' });
  const one = `${PULLS}/${body.number}`;
  const note = { body: 'x', path, position: 1 };
  const calls = {
    commit: api.get(`${REPO}/commits/${branch}`),
    commits: api.get(`${REPO}/commits?sha=${branch}&path=x`),
    compare: api.get(`${REPO}/compare/master...${branch}`),
    branch: api.get(`${REPO}/branches/${branch}`),
    tag: api.post(`${REPO}/tags`).send({ refs: branch, tag_name: `t-${branch}` }),
    tags: api.get(`${REPO}/tags`),
    page: api.get(`/demo/demo/commit/${sha}`),
    note: api.post(`${REPO}/commits/${sha}/comments`).send(note),
    pull: api.get(one),
    files: api.get(`${one}/files`),
    pullNote: api.post(`${one}/comments`).send(note),
    conflicts: api.get(`/_mock/repositories/demo/demo/merge_requests/${body.number}/conflicts`),
    merge: api.put(`${one}/merge`).send({ merge_method: 'merge' }),
  };
  const failed: Record<string, string> = {};
  for (const [name, call] of Object.entries(calls)) {
    const { status, body: answer } = await call;
    if (status >= 300) failed[name] = `${status} ${answer.error_message ?? answer.message}`;
  }
  return failed;
}

/** A branch `target` that no commit on top of master can be a straight continuation of. */
async function withTarget() {
  const server = await startWithFeature();
  const { work } = server;
  await work.git('checkout', '--quiet', '-B', 'target', 'origin/master');
  await work.commitFile('other.txt', 'other');
  await work.push('target');
  return { server, work, master: await work.sha('origin/master') };
}

test.each([
  ['a/b', { isRefused: true }],
  ['/etc', { isRefused: true }],
  ['../x', { isRefused: true }],
  ['..', { isRefused: false }],
])(
  'a tree with an entry %j is shown and commented on, and merged where git can',
  async (name, { isRefused }) => {
    const { server, work, master } = await withTarget();
    const blob = await git(work.folder, ['hash-object', '-w', join(work.folder, 'other.txt')]);
    const tree = await raw(work, 'tree', treeOf({ name, sha: blob }));
    const head = `tree ${tree}\nparent ${master}\nauthor ${SIGNED}\ncommitter ${SIGNED}\n\nOdd\n`;
    const sha = await raw(work, 'commit', head);
    expect(await pushRaw(server, work, { branch: 'odd', sha })).toContain('ok refs/heads/odd');
    const words =
      '409 Merge request !1 cannot be merged: git gives up on it; it may have a file of an impossible name, like "a/b"';
    const failed = await failures(server, { branch: 'odd', sha, path: name });
    expect(failed).toEqual(isRefused ? { conflicts: words, merge: words } : {});
    await server.settled();
    const { body } = await server.api.get(`${PULLS}/1`).expect(200);
    expect(body).toMatchObject(isRefused ? { state: 'open', mergeable: false } : { state: 'merged' });
  },
);

test('commits without an author or a committer, and trees that name a file twice, are like any other', async () => {
  const { server, work, master } = await withTarget();
  const tree = await git(work.folder, ['rev-parse', 'HEAD^{tree}']);
  const blob = await git(work.folder, ['rev-parse', 'HEAD:other.txt']);
  const twice = await raw(work, 'tree', treeOf({ name: 'x', sha: blob }, { name: 'x', sha: blob }));
  const of = (wanted: string, ...lines: readonly string[]) =>
    [`tree ${wanted}`, `parent ${master}`, ...lines, '', 'Odd\n'].join('\n');
  const [author, committer] = [`author ${SIGNED}`, `committer ${SIGNED}`];
  const heads = {
    anonymous: of(tree),
    'no-date': of(tree, 'author Ada <a> now', 'committer Ada'),
    twice: of(twice, author, committer),
  };
  for (const [branch, head] of Object.entries(heads)) {
    const sha = await raw(work, 'commit', head);
    expect(await pushRaw(server, work, { branch, sha })).toContain(`ok refs/heads/${branch}`);
    const failed = Object.entries(await failures(server, { branch, sha, path: 'nowhere' }));
    const isBad = ([, words]: [string, string]) => !words.startsWith('422 path "nowhere" is not a file');
    expect({ branch, failed: failed.filter(isBad) }).toEqual({ branch, failed: [] });
    await git(server.bare(), ['update-ref', 'refs/heads/target', await work.sha('target')]);
  }
});

test.each(['squash', 'rebase'])('a %s keeps no date that git refuses', async (method) => {
  const { server, work, master } = await withTarget();
  const blob = await git(work.folder, ['rev-parse', 'HEAD:other.txt']);
  let parent = master;
  for (const [index, date] of ['1 +051800', 'now', '1546272480 +0800'].entries()) {
    const tree = await raw(work, 'tree', treeOf({ name: `file-${index}`, sha: blob }));
    const author = `author Ada <ada@example.com> ${date}`;
    const head = [`tree ${tree}`, `parent ${parent}`, author, `committer ${SIGNED}`, '', 'Odd\n'];
    parent = await raw(work, 'commit', head.join('\n'));
  }
  await pushRaw(server, work, { branch: 'odd', sha: parent });
  await server.api.post(PULLS).send({ title: 'Odd', head: 'odd', base: 'target' }).expect(200);
  await server.api.put(`${PULLS}/1/merge`).send({ merge_method: method }).expect(200);
  const line = ['rev-list', '--reverse', `${await work.sha('target')}..target`];
  const dates: string[] = [];
  for (const sha of (await git(server.bare(), line)).split('\n'))
    dates.push(/^author .*> (.*)$/m.exec(await git(server.bare(), ['cat-file', 'commit', sha]))?.[1] ?? '');
  expect(dates).toEqual(method === 'squash' ? ['0 +0000'] : ['0 +0000', '0 +0000', '1546272480 +0800']);
});
