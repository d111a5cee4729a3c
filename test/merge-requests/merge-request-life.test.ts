import { expect, test } from 'vitest';
import { git } from '../support/git/clone.js';
import {
  ALL_EVENTS,
  attributesOf,
  openRequest,
  pull,
  PULLS,
  pushFeature,
  sent,
  startWithFeature,
  startWithRequest,
  eventLines,
} from '../support/merge-requests/merge-requests.js';
import { start } from '../support/server/start.js';

const ONE = `${PULLS}/1`;

/** A time of the REST API as a Merge Request Hook shows it. */
const inHook = (time: unknown) => `${String(time).slice(0, 19)}Z`;

const FIELDS = {
  title: 'A feature',
  head: 'feature',
  base: 'master',
  body: 'What it does',
  milestone_number: 7,
};

test.each([
  { type: 'json', fields: { ...FIELDS, assignees: 'bob,atomgit', labels: ['bug', '新'] } },
  { type: 'form', fields: { ...FIELDS, assignees: 'bob,atomgit', labels: 'bug,新' } },
])(
  'a request that is opened by $type sends a Merge Request Hook as documented, byte for byte',
  async (given) => {
    const server = await startWithFeature();
    const { api, inbox, url, work, head } = server;
    await api.post('/_mock/users').send({ login: 'bob' }).expect(201);
    const { body } = await api.post(PULLS).type(given.type).send(given.fields).expect(200);
    const call = await inbox.next();
    expect(call.headers).toMatchObject({
      'x-atomgit-event': 'Merge Request Hook',
      'content-type': 'application/json',
      'content-length': String(Buffer.byteLength(call.text)),
      'user-agent': 'AtomGit-Hookshot',
    });
    expect(call.headers).not.toHaveProperty('transfer-encoding');
    const demo = {
      name: 'demo',
      ssh_url: 'git@127.0.0.1:demo/demo.git',
      http_url: `${url}/demo/demo.git`,
      web_url: `${url}/demo/demo`,
      namespace: 'demo',
      visibility_level: 0,
    };
    expect(call.text).toBe(
      JSON.stringify({
        object_kind: 'merge_request',
        user: { name: 'atomgit', username: 'atomgit', avatar_url: '' },
        object_attributes: {
          id: 1,
          target_branch: 'master',
          source_branch: 'feature',
          source_project_id: 1,
          author_id: 1,
          assignee_id: 2,
          title: 'A feature',
          created_at: inHook(body.created_at),
          updated_at: inHook(body.created_at),
          st_commits: null,
          st_diffs: null,
          milestone_id: 7,
          state: 'opened',
          merge_status: 'unchecked',
          target_project_id: 1,
          iid: 1,
          description: 'What it does',
          source: demo,
          target: demo,
          last_commit: {
            id: head,
            message: 'Write feature.txt\n',
            timestamp: (await work.git('log', '-1', '--format=%cI', head)).replace(/Z$/, '+00:00'),
            url: `${url}/demo/demo/commits/${head}`,
            author: { name: 'Ada', email: 'ada@example.com' },
          },
          work_in_progress: false,
          url: `${url}/demo/demo/merge_requests/1`,
          action: 'open',
        },
      }),
    );
    expect(await eventLines(server)).toEqual([]);
    const labels = (await pull(server)).labels.map(({ name }: { name: string }) => name);
    expect(labels).toEqual(['bug', '新']);
  },
);

test('one call that edits and closes a request tells of both', async () => {
  const server = await startWithRequest();
  await server.api.patch(ONE).send({ title: 'Given up', state: 'closed' }).expect(200);
  const [update, close, ...others] = (await sent(server)).map(attributesOf);
  expect(update).toMatchObject({ action: 'update', state: 'opened', title: 'Given up' });
  expect(close).toMatchObject({ action: 'close', state: 'closed', title: 'Given up' });
  expect(others).toEqual([]);
});

test('a push to the source sends its Push Hook, then an update with the new last commit', async () => {
  const server = await startWithRequest();
  const { work, url } = server;
  expect(await pull(server)).toMatchObject({ merge_status: 'can_be_merged', mergeable: true });
  const sha = await work.commitFile('more.txt', 'more\n');
  await work.push('feature');
  const [push, update, ...others] = await sent(server);
  expect(push).toMatchObject({ ref: 'refs/heads/feature', after: sha });
  expect(attributesOf(update)).toMatchObject({
    action: 'update',
    state: 'opened',
    merge_status: 'unchecked',
    last_commit: { id: sha, message: 'Write more.txt\n', url: `${url}/demo/demo/commits/${sha}` },
  });
  expect(others).toEqual([]);
  expect(await pull(server)).toMatchObject({
    merge_status: 'can_be_merged',
    can_merge_check: true,
    mergeable: true,
    mergeable_state: { state: true, conflict_passed: true, branch_missing_passed: true },
    head: { ref: 'feature', sha },
  });

  await work.git('reset', '--quiet', '--hard', 'origin/master');
  const other = await work.commit('another way');
  await work.push('--force', 'feature');
  const [, forced] = await sent(server);
  expect(attributesOf(forced)).toMatchObject({ action: 'update', last_commit: { id: other } });
  await work.git('checkout', '--quiet', 'master');
  await work.commit('elsewhere');
  await work.push('master', 'HEAD:refs/heads/unrelated');
  expect(await eventLines(server)).toEqual(['push master', 'push unrelated']);
  expect(await pull(server)).toMatchObject({ mergeable: true, head: { sha: other } });
});

test('a push tells every request that it concerns, as source and as target, once each', async () => {
  const server = await startWithRequest();
  const { work } = server;
  await work.push('origin/master:refs/heads/release');
  await openRequest(server, { base: 'release' });
  await pushFeature(work, { branch: 'on-top', from: 'feature' });
  await openRequest(server, { head: 'on-top', base: 'feature' });
  await eventLines(server);
  await work.git('checkout', '--quiet', 'feature');
  await work.commitFile('more.txt', 'more\n');
  await work.push('feature');
  expect(await eventLines(server)).toEqual(['push feature', '!1 update', '!2 update']);
  await work.push('--force', 'on-top:feature');
  expect(await eventLines(server)).toEqual(['push feature', '!3 merge', '!1 update', '!2 update']);
});

test('a request is closed and reopened, in the words of hooks, lists and answers', async () => {
  const server = await startWithRequest();
  const { api } = server;
  const listed = async (state: string) => {
    const { body } = await api.get(`${PULLS}?state=${state}`).expect(200);
    return (body as { state: string }[]).map((entry) => entry.state);
  };
  expect([await listed('open'), await listed('closed'), await listed('merged')]).toEqual([['open'], [], []]);

  const closing = await api.patch(ONE).send({ state: 'closed' }).expect(200);
  expect(closing.body.state).toBe('closed');
  const [close] = (await sent(server)).map(attributesOf);
  expect(close).toMatchObject({ action: 'close', state: 'closed' });
  expect([await listed('open'), await listed('closed'), await listed('all')]).toEqual([
    [],
    ['closed'],
    ['closed'],
  ]);
  expect(await pull(server)).toMatchObject({
    state: 'closed',
    mergeable: false,
    closed_at: expect.stringMatching(/^\d{4}-.*\+00:00$/),
    closed_by: { login: 'atomgit' },
  });
  await api.patch(ONE).send({ state: 'closed' }).expect(200);
  expect(await eventLines(server)).toEqual([]);

  const reopening = await api.patch(ONE).send({ state: 'open' }).expect(200);
  expect(reopening.body.state).toBe('opened');
  const [reopen] = (await sent(server)).map(attributesOf);
  expect(reopen).toMatchObject({ action: 'reopen', state: 'reopened', merge_status: 'unchecked' });
  expect([await listed('open'), await listed('closed')]).toEqual([['open'], []]);
  expect(await pull(server)).toMatchObject({
    state: 'open',
    mergeable: true,
    closed_at: null,
    closed_by: null,
  });
  await api.patch(ONE).send({ title: 'Again' }).expect(200);
  const [update] = (await sent(server)).map(attributesOf);
  expect(update).toMatchObject({ action: 'update', state: 'reopened' });

  await api.put(`${ONE}/merge`).expect(200);
  const [merge] = (await sent(server)).map(attributesOf);
  expect(merge).toMatchObject({ action: 'merge', state: 'merged', merge_status: 'can_be_merged' });
  expect([await listed('open'), await listed('merged')]).toEqual([[], ['merged']]);
});

test('a closed request does not follow its source, but takes it up when it is reopened', async () => {
  const server = await startWithRequest();
  const { api, work, head } = server;
  await api.patch(ONE).send({ state: 'closed' }).expect(200);
  const sha = await work.commitFile('more.txt', 'more\n');
  await work.push('feature');
  expect(await eventLines(server)).toEqual(['!1 close', 'push feature']);
  expect(await pull(server)).toMatchObject({ head: { sha: head } });
  await api.patch(ONE).send({ state: 'open' }).expect(200);
  const [reopen, ...others] = (await sent(server)).map(attributesOf);
  expect(reopen).toMatchObject({ action: 'reopen', last_commit: { id: sha } });
  expect(others).toEqual([]);
  expect(await pull(server)).toMatchObject({ head: { sha }, mergeable: true });
});

test('a second request for the same branches has to wait until the first is closed', async () => {
  const server = await startWithRequest();
  const { api } = server;
  const twin = { title: 'Twin', head: 'demo:feature', base: 'master' };
  const refused = await api.post(PULLS).send(twin).expect(409);
  expect(refused.body.error_message).toContain('!1 for feature into master is open already');
  await api.patch(ONE).send({ state: 'closed' }).expect(200);
  await api.post(PULLS).send(twin).expect(200);
  await api.patch(ONE).send({ state: 'open' }).expect(409);
  expect(await eventLines(server)).toEqual(['!1 close', '!2 open']);
});

test('a request that brings nothing is refused, and so is one that would be reopened with nothing left', async () => {
  const server = await startWithRequest();
  const { api, work } = server;
  await work.push('origin/master:refs/heads/same', 'origin/master~1:refs/heads/older');
  for (const head of ['same', 'older']) {
    const { body } = await api.post(PULLS).send({ title: 'x', head, base: 'master' }).expect(422);
    expect(body.error_message).toBe(`There is nothing to merge: master has all commits of ${head} already`);
  }
  await api.patch(ONE).send({ state: 'closed' }).expect(200);
  await work.push('feature:master');
  await api.patch(ONE).send({ state: 'open' }).expect(422);
  expect(await eventLines(server)).toEqual(['push same', 'push older', '!1 close', 'push master']);
});

test('a request whose head is pushed to the target is merged', async () => {
  const server = await startWithRequest();
  const { work, head, bare } = server;
  await work.git('checkout', '--quiet', 'master');
  await work.commitFile('elsewhere.txt', 'x\n');
  await work.git('merge', '--quiet', '--no-ff', '--message', 'By hand', 'feature');
  await work.push('master');
  const sha = await work.sha();
  const [push, merge, ...others] = await sent(server);
  expect(push).toMatchObject({ ref: 'refs/heads/master', after: sha });
  expect(attributesOf(merge)).toMatchObject({ action: 'merge', state: 'merged', last_commit: { id: head } });
  expect(others).toEqual([]);
  expect(await pull(server)).toMatchObject({
    state: 'merged',
    merged: true,
    mergeable: false,
    merge_commit_sha: sha,
    merged_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00$/),
    merged_by: { login: 'atomgit' },
  });

  // Straight to the folder, and without a merge commit.
  const next = await pushFeature(work, { branch: 'next' });
  await openRequest(server, { head: 'next' });
  await eventLines(server);
  await git(work.folder, ['push', '--quiet', bare(), 'next:master']);
  expect(await eventLines(server)).toEqual(['push master', '!2 merge']);
  expect(await pull(server, 2)).toMatchObject({ state: 'merged', merge_commit_sha: next });
});

test('a push merges only the requests whose heads it brings', async () => {
  const server = await startWithRequest();
  const { work, head } = server;
  await work.commitFile('more.txt', 'more\n');
  await work.push('feature');
  await work.push(`${head}:master`);
  await work.push('origin/master:refs/heads/same');
  expect(await eventLines(server)).toEqual(['push feature', '!1 update', 'push master', 'push same']);
  expect(await pull(server)).toMatchObject({ state: 'open', mergeable: true });

  // Its source goes back to what the target has: the target's next push does not bring it.
  await work.push('--force', `${head}:feature`);
  await work.git('checkout', '--quiet', '--detach', 'origin/master');
  await work.commitFile('elsewhere.txt', 'x\n');
  await work.push('HEAD:master');
  expect(await eventLines(server)).toEqual(['push feature', '!1 update', 'push master']);
  expect(await pull(server)).toMatchObject({ state: 'open', merged: false });
});

test('one push that moves both branches merges the request with the head that it brings', async () => {
  const server = await startWithFeature();
  const { work } = server;
  await pushFeature(work, { branch: 'topic' });
  await openRequest(server);
  await openRequest(server, { head: 'topic' });
  await work.git('checkout', '--quiet', '-B', 'both', 'origin/master');
  const sha = await work.commitFile('both.txt', 'both\n');
  await eventLines(server);
  // Git moves them by name: one source before the target, the other after it.
  await work.push('--force', 'both:feature', 'both:master', 'both:topic');
  const payloads = await sent(server);
  const merges = payloads.map(attributesOf).filter((request) => request?.action === 'merge');
  expect(merges).toMatchObject([
    { iid: 1, state: 'merged', last_commit: { id: sha } },
    { iid: 2, state: 'merged', last_commit: { id: sha } },
  ]);
  expect(await pull(server, 2)).toMatchObject({ head: { sha }, merge_commit_sha: sha });
});

test('a source branch that is deleted closes its request, which cannot be reopened without it', async () => {
  const server = await startWithRequest();
  const { api, work, head } = server;
  await work.push('--delete', 'feature');
  const [push, close, ...others] = await sent(server);
  expect(push).toMatchObject({ ref: 'refs/heads/feature', after: '0'.repeat(40) });
  expect(attributesOf(close)).toMatchObject({ action: 'close', state: 'closed', last_commit: { id: head } });
  expect(others).toEqual([]);
  const { body } = await api.patch(ONE).send({ state: 'open' }).expect(422);
  expect(body.error_message).toBe('head "feature" is not a branch of demo/demo');
  expect(await pull(server)).toMatchObject({
    state: 'closed',
    head: { sha: head },
    mergeable_state: { branch_missing_passed: false },
  });
  await work.push('feature');
  await api.patch(ONE).send({ state: 'reopened' }).expect(200);
  expect(await eventLines(server)).toEqual(['push feature', '!1 reopen']);
});

test('a request whose target is deleted stays open and cannot be merged until the target is back', async () => {
  const server = await start({ hook: ALL_EVENTS });
  const { api } = server;
  const work = await server.clone();
  await pushFeature(work);
  await work.push('origin/master:refs/heads/release');
  await openRequest(server, { base: 'release' });
  expect(await pull(server)).toMatchObject({ mergeable: true });
  await eventLines(server);
  await work.push('--delete', 'release');
  expect(await eventLines(server)).toEqual(['delete release']);
  expect(await pull(server)).toMatchObject({
    state: 'open',
    merge_status: 'cannot_be_merged',
    mergeable: false,
  });
  const { body } = await api.put(`${ONE}/merge`).expect(405);
  expect(body.error_message).toContain('release is gone');
  await work.push('origin/master:refs/heads/release');
  expect(await pull(server)).toMatchObject({ state: 'open', merge_status: 'can_be_merged', mergeable: true });
  expect(await eventLines(server)).toEqual(['push release']);
});
