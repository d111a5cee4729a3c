import { expect, test } from 'vitest';
import { Clone, git } from '../support/git/clone.js';
import {
  addUser,
  as,
  fork,
  owner,
  REPOS,
  startWithFork,
  startWithForkRequest,
} from '../support/merge-requests/forks.js';
import {
  ALL_EVENTS,
  attributesOf,
  openRequest,
  pull,
  PULLS,
  pushFeature,
  sent,
  eventLines,
  type SentPayload,
} from '../support/merge-requests/merge-requests.js';
import { deadUrls } from '../support/http/payload-urls.js';
import { importBranches } from '../support/git/import-branches.js';
import { start } from '../support/server/start.js';

const ONE = `${PULLS}/1`;
const FORK_PULLS = `${REPOS}/bob/demo/pulls`;

const shownRepository = (url: string, name: string) => ({
  name: 'demo',
  ssh_url: `git@127.0.0.1:${name}.git`,
  http_url: `${url}/${name}.git`,
  web_url: `${url}/${name}`,
  namespace: name.split('/')[0],
  visibility_level: 0,
});

test('events of a request from a fork go to the hooks of its target, pushes to the fork go to those of the fork', async () => {
  const server = await startWithFork();
  const { api, url, bare, ofFork, work, head } = server;
  await openRequest(server, { head: 'bob:feature' });
  const [open, ...others] = await sent(server);
  expect(attributesOf(open)).toMatchObject({
    action: 'open',
    source_branch: 'feature',
    source_project_id: 2,
    target_branch: 'master',
    target_project_id: 1,
    source: shownRepository(url, 'bob/demo'),
    target: shownRepository(url, 'demo/demo'),
    last_commit: { id: head, url: `${url}/demo/demo/commits/${head}` },
    url: `${url}/demo/demo/merge_requests/1`,
  });
  expect([others, await eventLines(ofFork)]).toEqual([[], []]);
  expect(await pull(server)).toMatchObject({
    head: { ref: 'feature', sha: head, repo: { full_name: 'bob/demo' } },
    base: { ref: 'master', repo: { full_name: 'demo/demo' } },
    source_project_id: 2,
    target_project_id: 1,
    mergeable: true,
  });

  const sha = await work.commitFile('more.txt', 'more\n');
  await work.push('feature');
  const [update, ...more] = await sent(server);
  expect(attributesOf(update)).toMatchObject({ action: 'update', last_commit: { id: sha } });
  expect([more, await eventLines(ofFork)]).toEqual([[], ['push feature']]);
  const { body } = await api.get(`${ONE}/commits`).expect(200);
  expect(body.map((commit: { sha: string }) => commit.sha)).toEqual([sha, head]);
  // CI fetches the head from the target, by its ref or by its sha.
  const fresh = await server.clone();
  await fresh.git('fetch', '--quiet', 'origin', 'refs/merge-requests/1/head');
  expect(await fresh.sha('FETCH_HEAD')).toBe(sha);
  await fresh.git('fetch', '--quiet', 'origin', head);
  expect(await git(bare('bob/demo'), ['for-each-ref', 'refs/merge-requests'])).toBe('');
});

test('the source of a request is named by the owner of the fork, or by the path of the fork', async () => {
  const server = await startWithFork();
  const { api, remote, work } = server;
  await fork(server, 'bob', { path: 'second' }).expect(200);
  await work.git('push', '--quiet', remote('bob/second'), 'feature');
  await addUser(server, 'carol');
  await fork(server, 'carol', {}, 'bob/demo').expect(200);
  await api.post('/api/v5/user/repos').set(as('bob')).send({ name: 'alien', auto_init: true }).expect(200);
  const cases = [
    [{ head: 'bob:feature' }, 2],
    [{ head: 'BOB:feature' }, 2],
    [{ head: 'feature', fork_path: 'bob/demo' }, 2],
    [{ head: 'bob:feature', fork_path: '' }, 2],
    [{ head: 'bob/second:feature' }, 3],
    [{ head: 'bob:feature', fork_path: 'bob/second' }, 3],
    [{ head: 'carol:feature', fork_path: 'carol/demo' }, 4],
  ] as const;
  for (const [fields, source] of cases) {
    const number = await openRequest(server, fields);
    await api.patch(`${PULLS}/${number}`).send({ state: 'closed' }).expect(200);
    const [open] = (await sent(server)).map(attributesOf);
    expect(open).toMatchObject({ action: 'open', source_project_id: source, target_project_id: 1 });
  }
  const refused = [
    [{ head: 'bob:nothing' }, 'head "nothing" is not a branch of bob/demo'],
    [{ head: 'dave:feature' }, 'head names "dave", who has no fork of demo/demo'],
    [{ head: 'feature', fork_path: 'bob/none' }, 'fork_path names "bob/none", which is not a repository'],
    [{ head: 'bob/none:feature' }, 'head names "bob/none", which is not a repository'],
    [{ head: 'demo/demo:master' }, 'head and base are the same branch "master"'],
    [{ head: 'bob:master' }, 'There is nothing to merge: master has all commits of master already'],
  ] as const;
  for (const [fields, message] of refused) {
    const request = { title: 'x', base: 'master', ...fields };
    expect((await api.post(PULLS).send(request).expect(422)).body.error_message).toBe(message);
  }
  expect(await eventLines(server)).toEqual([]);
  const number = await openRequest(server, { head: 'master', fork_path: 'bob/alien' });
  expect(await pull(server, number)).toMatchObject({ merge_status: 'cannot_be_merged', mergeable: false });
  await api.put(`${PULLS}/${number}/merge`).expect(409);
});

test('a request from a fork is merged by every method, and the branch of the fork goes if it is to go', async () => {
  const server = await startWithFork();
  const { api, ofFork, work, bare } = server;
  const methods = ['merge', 'squash', 'rebase'];
  const branches = methods.map((method) => `by-${method}`);
  await importBranches(work, branches);
  await work.push(...branches);
  for (const method of methods) {
    const branch = `by-${method}`;
    const number = await openRequest(server, { head: `bob:${branch}` });
    await eventLines(ofFork);
    await eventLines(server);
    const { body } = await api
      .put(`${PULLS}/${number}/merge`)
      .send({ merge_method: method, prune_source_branch: true })
      .expect(200);
    expect(await eventLines(server)).toEqual([`!${number} merge`, 'push master']);
    const [gone, ...others] = await sent(ofFork);
    expect(gone).toMatchObject({ ref: `refs/heads/${branch}`, after: '0'.repeat(40), project_id: 2 });
    expect(others).toEqual([]);
    expect(await pull(server, number)).toMatchObject({ state: 'merged', merge_commit_sha: body.sha });
    expect(await server.refs('refs/heads/master')).toBe(`${body.sha} refs/heads/master`);
    expect(await git(bare(), ['ls-tree', '--name-only', 'master'])).toContain(`${branch}.txt`);
  }
  const log = await git(bare(), ['log', '--format=%P', '--first-parent', 'master']);
  const [, second, third] = log.split('\n');
  expect([second, third].map((parents) => parents?.split(' ').length)).toEqual([1, 2]);

  await work.git('checkout', '--quiet', 'master');
  await work.commitFile('default.txt', 'x\n');
  await work.push('master');
  const number = await openRequest(server, { head: 'bob:master', prune_source_branch: true });
  await api.put(`${PULLS}/${number}/merge`).expect(200);
  expect(await eventLines(ofFork)).toEqual(['push master']);
});

test('a plain push of the head of a fork to the target merges its request', async () => {
  const server = await startWithForkRequest();
  const { work, remote, ofFork, head } = server;
  await work.git('push', '--quiet', remote(), 'feature:master');
  expect(await eventLines(server)).toEqual(['push master', '!1 merge']);
  expect(await eventLines(ofFork)).toEqual([]);
  expect(await pull(server)).toMatchObject({ state: 'merged', merge_commit_sha: head, source_project_id: 2 });
});

test('a request goes from the parent to a fork, and from one fork to another', async () => {
  const server = await startWithFork();
  const { api, ofFork, remote, work } = server;
  await addUser(server, 'carol');
  await fork(server, 'carol').expect(200);
  await work.git('push', '--quiet', remote(), 'feature:refs/heads/from-parent');
  await work.git('push', '--quiet', remote('carol/demo'), 'feature:refs/heads/from-carol');
  await eventLines(server);
  const heads = ['demo:from-parent', 'carol:from-carol'];
  for (const head of heads) {
    await api.post(FORK_PULLS).send({ title: head, head, base: 'master' }).expect(200);
  }
  const opened = (await sent(ofFork)).map(attributesOf);
  expect(opened).toMatchObject([
    { action: 'open', source_project_id: 1, target_project_id: 2, iid: 1 },
    { action: 'open', source_project_id: 3, target_project_id: 2, iid: 2 },
  ]);
  expect(await eventLines(server)).toEqual([]);

  await work.commit('more');
  await work.git('push', '--quiet', remote(), 'HEAD:from-parent');
  await work.git('push', '--quiet', remote('carol/demo'), 'HEAD:from-carol');
  expect(await eventLines(ofFork)).toEqual(['!1 update', '!2 update']);
  expect(await eventLines(server)).toEqual(['push from-parent']);
  await api.put(`${FORK_PULLS}/1/merge`).send({ prune_source_branch: true }).expect(200);
  // The second's head has come into the target with the first's.
  expect(await eventLines(ofFork)).toEqual(['!1 merge', 'push master', '!2 merge']);
  expect(await eventLines(server)).toEqual(['delete from-parent']);
});

test('deleting a fork closes its open requests, and the addresses in later payloads work', async () => {
  const { api, url, settled, inbox, head } = await startWithForkRequest();
  await api.delete(`${REPOS}/bob/demo`).expect(204);
  await api.patch(ONE).send({ title: 'Of old' }).expect(200);
  await settled();
  const calls = inbox.rest();
  const demo = shownRepository(url, 'demo/demo');
  const common = { state: 'closed', source_project_id: 2, target: demo, last_commit: { id: head } };
  const attributes = calls.map(({ body }) => attributesOf(body as SentPayload));
  expect(attributes).toMatchObject([
    { action: 'close', ...common },
    { action: 'update', ...common },
  ]);
  expect(
    await deadUrls(
      calls.map(({ body }) => body),
      { publicUrl: url, localUrl: url },
    ),
  ).toEqual([]);
  expect(attributes.map((request) => request?.['source'])).toEqual([demo, demo]);
});

test('a request whose fork is deleted can be viewed and fetched, but not merged or reopened', async () => {
  const server = await startWithForkRequest();
  const { api, work, head } = server;
  await pushFeature(work, { branch: 'merged-before' });
  await openRequest(server, { head: 'bob:merged-before' });
  await api.put(`${PULLS}/2/merge`).expect(200);
  await eventLines(server);
  await api.delete(`${REPOS}/bob/demo`).expect(204);
  expect(await eventLines(server)).toEqual(['!1 close']);
  expect(await pull(server)).toMatchObject({ state: 'closed', head: { sha: head }, source_project_id: 2 });
  expect(await pull(server, 2)).toMatchObject({ state: 'merged' });
  expect((await api.get(PULLS).expect(200)).body).toHaveLength(2);
  await api.get('/demo/demo/merge_requests/1').expect(200);
  const fresh = await server.clone();
  await fresh.git('fetch', '--quiet', 'origin', 'refs/merge-requests/1/head');
  await api.put(`${ONE}/merge`).expect(405);
  await api.patch(ONE).send({ state: 'open' }).expect(422);
  // Another fork of the same name is another repository.
  await fork(server, 'bob').expect(200);
  await work.push('feature');
  const { body } = await api.patch(ONE).send({ state: 'open' }).expect(422);
  expect(body.error_message).toBe('Merge request !1 cannot be reopened: the fork it came from is gone');
  expect(await eventLines(server)).toEqual([]);
});

test('a deleted parent takes its requests with it, and its forks live on', async () => {
  const server = await startWithForkRequest();
  const { api, ofFork, remote, work } = server;
  await addUser(server, 'carol');
  await fork(server, 'carol').expect(200);
  await work.git('push', '--quiet', remote('carol/demo'), 'feature:refs/heads/topic');
  await work.git('push', '--quiet', remote(), 'feature:refs/heads/from-parent');
  for (const head of ['demo:from-parent', 'carol:topic']) {
    await api.post(FORK_PULLS).send({ title: head, head, base: 'master' }).expect(200);
  }
  await eventLines(ofFork);
  await api.delete(`${REPOS}/demo/demo`).expect(204);
  expect(await eventLines(ofFork)).toEqual(['!1 close']);
  await api.get(ONE).expect(404);
  await work.commit('more');
  await work.push('feature');
  await work.git('push', '--quiet', remote('carol/demo'), 'HEAD:topic');
  expect(await eventLines(ofFork)).toEqual(['push feature', '!2 update']);
  await api.put(`${FORK_PULLS}/2/merge`).send({ merge_method: 'rebase' }).expect(200);
  expect(await eventLines(ofFork)).toEqual(['!2 merge', 'push master']);
});

/** A strict server where bob may read demo/demo and has a private fork of it with a branch `feature`. */
async function startStrict() {
  // Nobody but bob sees where the addresses of his fork lead.
  const server = await start({ settings: { auth: 'strict' }, hook: ALL_EVENTS });
  const { api, remote } = server;
  for (const login of ['bob', 'carol']) {
    await addUser(server, login);
    const path = `${REPOS}/demo/demo/collaborators/${login}`;
    await api.put(path).set(owner).send({ permission: 'pull' }).expect(200);
  }
  await fork(server, 'bob').expect(200);
  const work = await Clone.of(remote('bob/demo', 'bob:bob-token'));
  await pushFeature(work);
  const open = (login: string, fields: object = {}) =>
    api
      .post(PULLS)
      .set(as(login))
      .send({ title: 'From a fork', head: 'bob:feature', base: 'master', ...fields });
  return { ...server, work, open };
}

test('on a strict server a reader of both can open a request from a private fork, and others can merge it', async () => {
  const { api, inbox, open } = await startStrict();
  await open('carol').expect(422);
  const hidden = await open('carol', { fork_path: 'bob/demo' }).expect(422);
  const missing = await open('carol', { fork_path: 'bob/none' }).expect(422);
  expect(hidden.body.error_message).toBe(missing.body.error_message.replace('bob/none', 'bob/demo'));
  await open('bob').expect(200);
  await api.put(`${ONE}/merge`).set(as('bob')).expect(403);
  await api.patch(ONE).set(as('carol')).send({ state: 'closed' }).expect(403);
  await api.patch(ONE).set(as('bob')).send({ title: 'Still from a fork' }).expect(200);
  await api.put(`${ONE}/merge`).set(owner).expect(200);
  const actions = (await inbox.several(4)).map(({ body }) => attributesOf(body as SentPayload)?.action);
  expect(actions).toEqual(['open', 'update', 'merge', undefined]);
});

test('on a strict server the refusal of a head does not tell that there is a private fork', async () => {
  const { open } = await startStrict();
  const hidden = await open('carol').expect(422);
  const missing = await open('carol', { head: 'dave:feature' }).expect(422);
  expect(hidden.body.error_message).toBe(missing.body.error_message.replace('dave', 'bob'));
});

test('on a strict server nobody reopens a request from a private fork that they may no longer read', async () => {
  const { api, open, settled, work } = await startStrict();
  const collaborator = `${REPOS}/bob/demo/collaborators/carol`;
  await api.put(collaborator).set(as('bob')).send({ permission: 'pull' }).expect(200);
  await open('carol').expect(200);
  const change = (state: string) => api.patch(ONE).set(as('carol')).send({ state });
  await change('closed').expect(200);
  await change('open').expect(200);
  await change('closed').expect(200);
  await api.delete(collaborator).set(as('bob')).expect(204);
  await work.commitFile('secret.txt', 'secret\n');
  await work.push('feature');
  await settled();
  const { body } = await change('open').expect(422);
  expect(body.error_message).toBe('Merge request !1 cannot be reopened: the fork it came from is gone');
  const files = await api.get(`${ONE}/files`).set(as('carol')).expect(200);
  expect(files.body).toMatchObject([{ filename: 'feature.txt' }]);
});

test('on a strict server a merge deletes no branch of a fork without push access to it', async () => {
  const { api, bare, open } = await startStrict();
  await open('bob').expect(200);
  const changed = await api.patch(ONE).set(owner).send({ prune_source_branch: true }).expect(200);
  expect(changed.body).toMatchObject({ prune_branch: false });
  await api.put(`${ONE}/merge`).set(owner).send({ prune_source_branch: true }).expect(200);
  expect(await git(bare('bob/demo'), ['for-each-ref', 'refs/heads/feature'])).not.toBe('');
});
