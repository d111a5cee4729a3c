import { watch } from 'node:fs';
import { join } from 'node:path';
import request from 'supertest';
import { expect, test } from 'vitest';
import { inconsistencies } from '../support/merge-requests/consistency.js';
import { Clone, git } from '../support/git/clone.js';
import { Inbox } from '../support/http/inbox.js';
import {
  ALL_EVENTS,
  openRequest,
  pull,
  PULLS,
  startWithRequest,
  eventLines,
} from '../support/merge-requests/merge-requests.js';
import { importBranches } from '../support/git/import-branches.js';
import { pauseRef, type PausedMove } from '../support/git/ref-pause.js';
import { ServerProcess } from '../support/server/server-process.js';
import { start, type Started } from '../support/server/start.js';
import { temporaryFolder } from '../support/server/temporary-folder.js';

const TARGET = 'refs/heads/master';

/**
 * A server in a process of its own, which can be killed and started again on the same folder, with open requests of the
 * branches `topic-<n>` into master; all of it told. The clone pushes by path, which works whatever the server's port.
 */
async function crashable(count: number) {
  const data = join(await temporaryFolder(), 'data');
  const folder = join(data, 'repositories/demo/demo.git');
  const inbox = await Inbox.open();
  const startAgain = () => ServerProcess.ready(['--port', '0', '--data', data]);
  const server = await startAgain();
  const api = request(server.url);
  await api
    .post('/api/v5/repos/demo/demo/hooks')
    .send({ url: inbox.url, ...ALL_EVENTS })
    .expect(200);
  const work = await Clone.copyOf(folder, folder);
  const branches = Array.from({ length: count }, (_, index) => `topic-${index + 1}`);
  const imported = await importBranches(work, branches);
  await work.push(...branches);
  for (const head of branches) await api.post(PULLS).send({ title: head, head, base: 'master' }).expect(200);
  await settled(server);
  inbox.rest();
  return { server, inbox, work, imported, startAgain, folder, spool: join(data, 'spool') };
}

const settled = (server: ServerProcess) => request(server.url).post('/_mock/settle?timeout=60s').expect(200);

/** @returns the status of the answer; 0 when the server died before it gave one */
const merge = (server: ServerProcess, number: number, order: object = {}) =>
  request(server.url)
    .put(`${PULLS}/${number}/merge`)
    .send(order)
    .then(
      ({ status }) => status,
      () => 0,
    );

/** Everything that was told since somebody last looked, in words, and what does not agree with it. */
async function after(server: ServerProcess, { inbox, folder }: { inbox: Inbox; folder: string }) {
  const api = request(server.url);
  const events = await eventLines({
    api,
    inbox,
    settled: async () => void (await settled(server)),
  } as Started);
  return { events, trouble: await inconsistencies({ api, inbox, folder }) };
}

test('a server killed just before the target moves has merged nothing; killed when it has moved, alone or with git, it tells the merge after its next start, whatever the method', async () => {
  const { server, inbox, folder, startAgain } = await crashable(3);
  const killedAt = async (state: PausedMove['state'], number: number, order: object, alsoGit = false) => {
    const pause = await pauseRef(folder, { ref: TARGET, state });
    const answer = merge(running, number, order);
    const gitId = await pause.reached();
    const tip = await git(folder, ['rev-parse', TARGET]);
    await running.kill('SIGKILL');
    if (alsoGit) process.kill(gitId, 'SIGKILL');
    await pause.release();
    expect(await answer).toBe(0);
    running = await startAgain();
    return tip;
  };
  let running = server;
  const before = await git(folder, ['rev-parse', TARGET]);
  expect(await killedAt('prepared', 1, {})).toBe(before);
  expect(await after(running, { inbox, folder })).toEqual({ events: [], trouble: [] });
  expect(await git(folder, ['rev-parse', TARGET])).toBe(before);
  const { body: open } = await request(running.url).get(`${PULLS}/1`).expect(200);
  expect(open).toMatchObject({ state: 'open', mergeable: true, merge_commit_sha: null });

  for (const [index, method] of ['rebase', 'squash', 'merge'].entries()) {
    const number = index + 1;
    const old = await git(folder, ['rev-parse', TARGET]);
    const order = { merge_method: method, prune_source_branch: true };
    const tip = await killedAt('committed', number, order, method === 'squash');
    expect(tip).not.toBe(old);
    expect(await after(running, { inbox, folder })).toEqual({
      events: [`!${number} merge`, 'push master', `delete topic-${number}`],
      trouble: [],
    });
    const { body } = await request(running.url).get(`${PULLS}/${number}`).expect(200);
    expect(body).toMatchObject({ state: 'merged', merge_commit_sha: tip, merged_by: { login: 'atomgit' } });
    expect(await merge(running, number)).toBe(405);
  }
  expect(await git(folder, ['ls-tree', '--name-only', 'master'])).toContain(
    'topic-1.txt\ntopic-2.txt\ntopic-3.txt',
  );
});

test('a server killed while a merge is put on record tells it once, whichever step it died at', async () => {
  const crash = await crashable(4);
  const { inbox, folder, spool, startAgain } = crash;
  let running = crash.server;
  // Each step of a merge shows in the spool, as two notices: announced, reported, taken up.
  for (const [index, last] of [1, 3, 4, 5].entries()) {
    const number = index + 1;
    let notices = 0;
    const watcher = watch(spool, () => {
      notices += 1;
      if (notices === last) void running.kill('SIGKILL');
    });
    const answer = await merge(running, number);
    await running.kill('SIGKILL');
    watcher.close();
    running = await startAgain();
    const { trouble } = await after(running, { inbox, folder });
    expect(trouble).toEqual([]);
    const { state } = (await request(running.url).get(`${PULLS}/${number}`)).body;
    expect(answer === 200 && state !== 'merged').toBe(false);
    expect(state === 'merged' || (await merge(running, number)) === 200).toBe(true);
  }
  expect((await after(running, { inbox, folder })).trouble).toEqual([]);
});

test('a server killed under many merges, as soon as one has sent its event, loses none that it has answered', async () => {
  const { server, inbox, folder, startAgain } = await crashable(4);
  const answers = Promise.all([1, 2, 3, 4].map((number) => merge(server, number)));
  await inbox.next();
  await server.kill('SIGKILL');
  const merged = (await answers).flatMap((status, index) => (status === 200 ? [index + 1] : []));
  const again = await startAgain();
  const { trouble } = await after(again, { inbox, folder });
  expect(trouble).toEqual([]);
  const { body } = await request(again.url).get(`${PULLS}?state=merged`).expect(200);
  const all = (body as { number: number }[]).map(({ number }) => number);
  expect(all).toEqual(expect.arrayContaining(merged));
});

test('a server killed while a request follows a push, or during a test merge, completes it after its next start', async () => {
  const { server, inbox, folder, work, startAgain } = await crashable(1);
  const mergeStatus = async ({ url }: ServerProcess) => {
    const { body } = await request(url).get(PULLS).expect(200);
    return (body as { merge_status: string }[]).map((entry) => entry.merge_status);
  };
  await work.git('checkout', '--quiet', 'topic-1');
  const moments = [
    ['head', 'committed', 'can_be_merged'],
    ['merge', 'prepared', 'unchecked'],
  ] as const;
  let running = server;
  for (const [name, state, status] of moments) {
    const pause = await pauseRef(folder, { ref: `refs/merge-requests/1/${name}`, state });
    await work.commit('more');
    await work.push('topic-1');
    await pause.reached();
    expect(await mergeStatus(running)).toEqual([status]);
    await running.kill('SIGKILL');
    await pause.release();
    running = await startAgain();
    const events = ['push topic-1', '!1 update'];
    expect(await after(running, { inbox, folder })).toEqual({ events, trouble: [] });
    expect(await mergeStatus(running)).toEqual(['can_be_merged']);
  }
});

test('pushes by path while the server is down update, close and merge requests at the next start', async () => {
  const server = await startWithRequest();
  const { bare, dataFolder, inbox, stop, work } = server;
  const branches = ['gone', 'merged', 'on-top'];
  await importBranches(work, branches);
  await work.push(...branches);
  for (const head of ['gone', 'merged']) await openRequest(server, { head });
  await openRequest(server, { head: 'on-top', base: 'feature' });
  await eventLines(server);
  await stop();
  await work.git('remote', 'set-url', 'origin', bare());
  await work.git('checkout', '--quiet', 'feature');
  const sha = await work.commitFile('more.txt', 'more\n');
  await work.push('feature');
  await work.push('--delete', 'gone');
  await work.git('checkout', '--quiet', 'merged');
  const last = await work.commitFile('last.txt', 'last\n');
  await work.push('merged');
  await work.git('checkout', '--quiet', '-B', 'master', 'origin/master');
  await work.git('merge', '--quiet', '--no-ff', '--message', 'By hand', 'merged');
  await work.push('master');

  const again = { ...(await start({ settings: { data: dataFolder } })), inbox };
  expect(await eventLines(again)).toEqual([
    'push feature',
    '!1 update',
    'delete gone',
    '!2 close',
    'push merged',
    '!3 update',
    'push master',
    '!3 merge',
  ]);
  expect(await pull(again)).toMatchObject({ state: 'open', head: { sha }, mergeable: true });
  expect(await pull(again, 2)).toMatchObject({ state: 'closed' });
  expect(await pull(again, 3)).toMatchObject({
    state: 'merged',
    head: { sha: last },
    merge_commit_sha: await work.sha(),
  });
  expect(await pull(again, 4)).toMatchObject({ state: 'open', mergeable: true });
  expect(await inconsistencies({ ...again, folder: bare() })).toEqual([]);
});
