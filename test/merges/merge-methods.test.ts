import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { git, type Clone } from '../support/git/clone.js';
import {
  attributesOf,
  everything,
  openRequest,
  pull,
  PULLS,
  pushFeature,
  sent,
  startWithFeature,
  startWithRequest,
  eventLines,
} from '../support/merge-requests/merge-requests.js';
import { importBranches } from '../support/git/import-branches.js';

const ONE = `${PULLS}/1`;
const bob = { 'PRIVATE-TOKEN': 'bob-token' };
const BEA = {
  GIT_AUTHOR_NAME: 'Bea Öz',
  GIT_AUTHOR_EMAIL: 'bea@example.com',
  GIT_AUTHOR_DATE: '1546272480 -0330',
};

/** A second user, with another name than login. */
const addBob = ({ api }: Awaited<ReturnType<typeof startWithFeature>>) =>
  api
    .post('/_mock/users')
    .send({ login: 'bob', name: 'Bob', email: 'bob@example.com', token: 'bob-token' })
    .expect(201);

const BOB = 'Bob <bob@example.com>';

/** A field of each commit that `revisions` means in the server's repository, oldest first. */
async function history(bare: string, format: string, revisions: string): Promise<string[]> {
  const options = ['log', '-z', '--reverse', '--topo-order', `--format=tformat:${format}`];
  const printed = await git(bare, [...options, revisions]);
  return printed.split('\0').filter(Boolean);
}

/** Branches of one commit each, pushed at once. @returns their names */
async function pushBranches(work: Clone, count: number): Promise<string[]> {
  const branches = Array.from({ length: count }, (_, index) => `branch-${index}`);
  await importBranches(work, branches);
  await work.push(...branches);
  return branches;
}

test('a merge makes a merge commit by the merging user, and sends the request, then the push', async () => {
  const server = await startWithFeature();
  await addBob(server);
  const { api, work, bare } = server;
  const base = await work.sha('origin/master');
  const head = await pushFeature(work, { branch: "feat/ü-it's" });
  await openRequest(server, { head: "feat/ü-it's", title: '登录 page' });
  await eventLines(server);
  const { body } = await api.put(`${ONE}/merge`).set(bob).expect(200);
  const sha = await git(bare(), ['rev-parse', 'master']);
  expect(body).toEqual({ sha, merged: true, message: 'Pull Request successfully merged' });

  expect(await history(bare(), '%P|%an <%ae>|%cn <%ce>|%B', `${head}..master`)).toEqual([
    `${base} ${head}|${BOB}|${BOB}|Merge branch 'feat/ü-it's' into 'master'\n\n登录 page\n`,
  ]);
  expect(await git(bare(), ['diff', head, sha])).toBe('');

  const [merge, push, ...others] = await sent(server);
  expect(merge).toMatchObject({ user: { username: 'bob' } });
  expect(attributesOf(merge)).toMatchObject({
    action: 'merge',
    state: 'merged',
    merge_status: 'can_be_merged',
    author_id: 1,
    last_commit: { id: head },
  });
  expect(push).toMatchObject({
    ref: 'refs/heads/master',
    before: base,
    after: sha,
    user_name: 'Bob',
    total_commits_count: 2,
    commits: [{ id: head }, { id: sha, author: { name: 'Bob', email: 'bob@example.com' } }],
  });
  expect(others).toEqual([]);
  expect(await pull(server)).toMatchObject({
    state: 'merged',
    merge_commit_sha: sha,
    merged_by: { login: 'bob' },
  });
});

test('whether a request is merged is answered by 404 and 200', async () => {
  const { api } = await startWithRequest();
  const { body } = await api.get(`${ONE}/merge`).expect(404);
  expect(body.error_message).toBe('Merge request !1 is not merged: it is opened');
  await api.put(`${ONE}/merge`).type('form').send({ merge_method: 'merge' }).expect(200);
  expect((await api.get(`${ONE}/merge`).expect(200)).body).toMatchObject({ error: '' });
});

test('a squash puts one commit on the target, by the author of the first and committed by the merging user', async () => {
  const server = await startWithFeature();
  await addBob(server);
  const { api, work, bare } = server;
  const squashes = [
    {
      fields: { body: 'What it\ndoes\n' },
      order: { merge_method: 'squash' },
      message: 'Squashed\n\nWhat it\ndoes\n',
    },
    { fields: { squash: true }, order: {}, message: 'Squashed\n' },
    { fields: { squash: true, squash_commit_message: 'Own words' }, order: {}, message: 'Own words\n' },
  ];
  const branches = squashes.map((_, index) => `squash-${index}`);
  for (const branch of branches) {
    await work.git('checkout', '--quiet', '-B', branch, 'origin/master');
    await work.commit('first', BEA);
    await work.commitFile(`${branch}.txt`, 'x\n');
  }
  await work.git('checkout', '--quiet', 'master');
  await work.commit('elsewhere');
  await work.push('master', ...branches);
  for (const [index, { fields, order, message }] of squashes.entries()) {
    const branch = `squash-${index}`;
    const base = await git(bare(), ['rev-parse', 'master']);
    const number = await openRequest(server, { head: branch, title: 'Squashed', ...fields });
    await eventLines(server);
    const { body } = await api.put(`${PULLS}/${number}/merge`).set(bob).send(order).expect(200);
    const [merge, push, ...others] = await sent(server);
    expect(attributesOf(merge)).toMatchObject({ iid: number, action: 'merge' });
    expect(push).toMatchObject({ before: base, after: body.sha, total_commits_count: 1 });
    expect(others).toEqual([]);
    expect(await history(bare(), '%H|%P|%an <%ae> %ad|%cn <%ce>|%B', `${base}..master`)).toEqual([
      `${body.sha}|${base}|Bea Öz <bea@example.com> Mon Dec 31 12:38:00 2018 -0330|${BOB}|${message}`,
    ]);
    expect(await git(bare(), ['ls-tree', '--name-only', body.sha])).toContain(`${branch}.txt`);
  }
});

test('the message of a merge or a squash may come with the order, in the words of several clients', async () => {
  const server = await startWithFeature();
  const { api, work, bare } = server;
  const orders: readonly (readonly [order: object, message: string, parents: number])[] = [
    [{ merge_method: 'merge', title: 'A title', description: 'And more' }, 'A title\n\nAnd more\n', 2],
    [{ merge_method: 'squash', commit_title: '标题', commit_message: null }, '标题\n', 1],
    [{ squash: true, merge_commit_message: 'All of it\n\nhere\n' }, 'All of it\n\nhere\n', 1],
    [{ merge_commit_message: ' ', squash: false }, "Merge branch 'branch-3' into 'master'\n\nT\n", 2],
  ];
  for (const [index, branch] of (await pushBranches(work, orders.length)).entries()) {
    const [order, message, parents] = orders[index] ?? [];
    const number = await openRequest(server, { head: branch, title: 'T' });
    await api.put(`${PULLS}/${number}/merge`).send(order).expect(200);
    const tip = await git(bare(), ['log', '-1', '--format=%P|%B', 'master']);
    const [shas = '', written] = tip.split('|');
    expect([`${written?.trimEnd()}\n`, shas.split(' ').length]).toEqual([message, parents]);
  }
});

test('a squash message that is empty means none', async () => {
  const server = await startWithRequest({ squash: true, squash_commit_message: '' });
  const { body } = await server.api.put(`${ONE}/merge`).expect(200);
  expect(await history(server.bare(), '%B', `${body.sha}~1..${body.sha}`)).toEqual(['A feature\n']);
});

test('git accepts the commit of a merge, whatever characters its title has', async () => {
  const server = await startWithFeature();
  const { api, work, bare, settled } = server;
  const titles = ['a\u0000b', 'two\r\nlines', '<x> \u{1F600}', ' blanks '];
  const heads = await pushBranches(work, titles.length);
  for (const [index, title] of titles.entries()) {
    const head = heads[index] ?? '';
    const { body } = await api.post(PULLS).send({ title, head, base: 'master' });
    const order = { merge_method: index % 2 === 0 ? 'merge' : 'squash' };
    // A title may be refused; what is taken has to work.
    if (body.number !== undefined) await api.put(`${PULLS}/${body.number}/merge`).send(order).expect(200);
  }
  // A ref of a test merge that goes meanwhile is an error to git.
  await settled();
  await expect(git(bare(), ['fsck', '--strict', '--no-dangling'])).resolves.toBe('');
});

/** A commit of Bea's whose message is just these bytes. @returns its sha */
async function commitVerbatim(work: Clone, message: Buffer, encoding: string): Promise<string> {
  await writeFile(join(work.folder, '.git', 'message'), message);
  await writeFile(join(work.folder, 'file.txt'), message);
  await work.git('add', '--all');
  const options = ['-c', `i18n.commitEncoding=${encoding}`, 'commit', '--quiet', '--cleanup=verbatim'];
  await git(work.folder, [...options, '--file=.git/message'], BEA);
  return work.sha();
}

test('a rebase replays the commits that the target lacks, and keeps authors and messages', async () => {
  const server = await startWithRequest();
  await addBob(server);
  const { api, work, head, bare } = server;
  const picked = await work.commitFile('picked.txt', 'x\n');
  const replayed = [
    head,
    await commitVerbatim(work, Buffer.from('Ünï\n\nTwo paragraphs,\n\nand a third\n'), 'UTF-8'),
    await commitVerbatim(work, Buffer.from('no newline at its end'), 'UTF-8'),
    await commitVerbatim(work, Buffer.from('  blanks around  \n\n\n'), 'UTF-8'),
    await commitVerbatim(work, Buffer.from('Ältere Kodierung\n', 'latin1'), 'ISO-8859-1'),
  ];
  await work.git('checkout', '--quiet', '-b', 'side');
  replayed.push(await work.commitFile('side.txt', 'x\n'));
  await work.git('checkout', '--quiet', 'feature');
  await work.git('merge', '--quiet', '--no-ff', '--message', 'A merge, which goes', 'side');
  await work.push('feature');
  await work.git('checkout', '--quiet', 'master');
  await work.commitFile('elsewhere.txt', 'x\n');
  await work.git('cherry-pick', picked);
  await work.push('master');
  const base = await work.sha();
  await eventLines(server);

  const { body } = await api.put(`${ONE}/merge`).set(bob).send({ merge_method: 'rebase' }).expect(200);
  expect(await eventLines(server)).toEqual(['!1 merge', 'push master']);
  const line = `${base}..master`;
  const kept = '%an <%ae> %ad|%B';
  const originals = replayed.map((sha) => history(bare(), kept, `${sha}~1..${sha}`));
  expect(await history(bare(), kept, line)).toEqual((await Promise.all(originals)).flat());
  expect(new Set(await history(bare(), '%cn <%ce>', line))).toEqual(new Set([BOB]));
  const shas = await history(bare(), '%H', line);
  expect(await history(bare(), '%P', line)).toEqual([base, ...shas.slice(0, -1)]);
  expect(shas.at(-1)).toBe(body.sha);
  expect(await git(bare(), ['diff', '--name-only', 'feature', 'master'])).toBe('elsewhere.txt');
  expect(await pull(server)).toMatchObject({ state: 'merged', merge_commit_sha: body.sha });
});

test('a rebase keeps commits that were empty from the start, as git rebase does', async () => {
  const server = await startWithRequest();
  const { api, work } = server;
  await work.git('checkout', '--quiet', '-B', 'empty', 'origin/master');
  await work.commit('first');
  await work.commitFile('between.txt', 'x\n');
  await work.commit('last');
  await work.push('empty', 'feature:master');
  const number = await openRequest(server, { head: 'empty' });
  await api.put(`${PULLS}/${number}/merge`).send({ merge_method: 'rebase' }).expect(200);
  expect(await history(server.bare(), '%s', 'feature..master')).toEqual([
    'first',
    'Write between.txt',
    'last',
  ]);
});

test('a rebase of commits that stand on the target moves the target to them unchanged', async () => {
  const server = await startWithRequest();
  const { api, work } = server;
  const head = await work.commitFile('more.txt', 'x\n');
  await work.push('feature');
  await eventLines(server);
  const { body } = await api.put(`${ONE}/merge`).send({ merge_method: 'rebase' }).expect(200);
  expect(body).toMatchObject({ sha: head, merged: true });
  expect(await eventLines(server)).toEqual(['!1 merge', 'push master']);
  expect(await pull(server)).toMatchObject({ state: 'merged', merge_commit_sha: head, head: { sha: head } });
  expect(await server.refs('refs/heads/master')).toBe(`${head} refs/heads/master`);
});

test('the source branch goes with the merge when that is asked for, at any time before', async () => {
  const server = await startWithFeature();
  const { api, work } = server;
  const yes = { prune_source_branch: true };
  const no = { prune_source_branch: false };
  const cases = [
    { fields: yes, edit: {}, order: {}, goes: true },
    { fields: {}, edit: yes, order: { merge_method: 'squash' }, goes: true },
    { fields: {}, edit: {}, order: { ...yes, merge_method: 'rebase' }, goes: true },
    { fields: yes, edit: no, order: {}, goes: false },
    { fields: yes, edit: {}, order: { ...no, merge_method: 'rebase' }, goes: false },
    { fields: {}, edit: {}, order: {}, goes: false },
  ];
  const heads = await pushBranches(work, cases.length);
  for (const [index, { fields, edit, order, goes }] of cases.entries()) {
    const head = heads[index] ?? '';
    const number = await openRequest(server, { head, ...fields });
    await api.patch(`${PULLS}/${number}`).send(edit).expect(200);
    await eventLines(server);
    await api.put(`${PULLS}/${number}/merge`).send(order).expect(200);
    const deletion = goes ? [`delete ${head}`] : [];
    expect(await eventLines(server)).toEqual([`!${number} merge`, 'push master', ...deletion]);
    const left = await server.refs(`refs/heads/${head}`);
    expect({ head, isGone: left === '' }).toEqual({ head, isGone: goes });
  }
});

test('a default branch stays when its request is merged, whatever was asked for', async () => {
  const server = await startWithFeature();
  const { api, work } = server;
  await work.push('origin/master~1:refs/heads/release');
  await openRequest(server, { head: 'master', base: 'release', prune_source_branch: true });
  await eventLines(server);
  await api.put(`${ONE}/merge`).send({ prune_source_branch: true }).expect(200);
  expect(await eventLines(server)).toEqual(['!1 merge', 'push release']);
  expect(await server.refs('refs/heads/master')).not.toBe('');
});

test('a merge also merges other requests with the same head, and closes others of the deleted branch', async () => {
  const server = await startWithRequest();
  const { api, work } = server;
  await work.push('feature:refs/heads/twin', 'origin/master:refs/heads/release');
  await openRequest(server, { head: 'twin' });
  await openRequest(server, { base: 'release' });
  await eventLines(server);
  await api.put(`${ONE}/merge`).send({ prune_source_branch: true }).expect(200);
  expect(await eventLines(server)).toEqual([
    '!1 merge',
    'push master',
    '!2 merge',
    'delete feature',
    '!3 close',
  ]);
});

test('requests that are closed, merged, drafts or empty are not merged, and nothing changes', async () => {
  const server = await startWithRequest();
  const { api, work, head } = server;
  await api.patch(ONE).send({ state: 'closed' }).expect(200);
  await openRequest(server, { title: '[wip] Not yet' });
  await importBranches(work, ['other', 'back']);
  await work.git('checkout', '--quiet', '-B', 'again', 'master');
  await work.git('cherry-pick', head);
  await work.git('commit', '--quiet', '--amend', '--message', 'The same in other words');
  await work.push('other', 'again', 'back');
  await openRequest(server, { head: 'other' });
  await api.put(`${PULLS}/3/merge`).expect(200);
  await openRequest(server, { head: 'again', base: 'feature' });
  await openRequest(server, { head: 'back' });
  await work.push('--force', 'master:back');
  await eventLines(server);
  const before = await everything(server);
  const refusals = [
    { number: 1, order: {}, words: 'Merge request !1 is closed: reopen it to merge it' },
    { number: 2, order: {}, words: 'Merge request !2 is a draft' },
    { number: 3, order: {}, words: 'Merge request !3 is merged already' },
    {
      number: 4,
      order: { merge_method: 'rebase' },
      words: 'Merge request !4 has nothing that feature lacks',
    },
    { number: 5, order: {}, words: 'Merge request !5 has nothing that master lacks' },
    { number: 5, order: { merge_method: 'squash' }, words: 'Merge request !5 has nothing that master lacks' },
  ];
  for (const { number, order, words } of refusals) {
    const { body } = await api.put(`${PULLS}/${number}/merge`).send(order);
    expect(body).toMatchObject({ error_code: 405, error_message: expect.stringContaining(words) });
    expect({ words, after: await everything(server) }).toEqual({ words, after: before });
  }
});

test('a rebase of a source that lies behind its target does not move the target back', async () => {
  const server = await startWithRequest();
  const { api, work } = server;
  await work.push('--force', 'origin/master~1:feature');
  await eventLines(server);
  const before = await everything(server);
  const { body } = await api.put(`${ONE}/merge`).send({ merge_method: 'rebase' });
  const words = 'Merge request !1 has nothing that master lacks';
  expect(body).toMatchObject({ error_code: 405, error_message: words });
  expect(await everything(server)).toEqual(before);
});
