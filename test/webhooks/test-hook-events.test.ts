import { expect, test } from 'vitest';
import { git, type Clone } from '../support/git/clone.js';
import { Inbox, type Call } from '../support/http/inbox.js';
import { openRequest, PULLS, pushFeature } from '../support/merge-requests/merge-requests.js';
import { clockAt } from '../support/merge-requests/notes.js';
import { start, type Started } from '../support/server/start.js';

const REPOSITORY = '/api/v5/repos/demo/demo';
const HOOKS = `${REPOSITORY}/hooks`;
const ALL = ['push_events', 'tag_push_events', 'note_events', 'merge_requests_events'] as const;
const flags = (isTicked: boolean) => Object.fromEntries(ALL.map((flag) => [flag, isTicked]));

const eventOf = ({ headers }: Call) => headers['x-atomgit-event'];

/** The test merge comes after the event that asks for it. */
const afterTestMerge = (text: string) =>
  text.replace('"merge_status":"unchecked"', '"merge_status":"can_be_merged"');

/** A server whose inbox hears of everything that happens, and a hook with nothing ticked, to be tested. */
async function startWithSilentHook() {
  const server = await start({ hook: flags(true) });
  const tested = await Inbox.open();
  const id = await server.hook({ url: tested.url, ...flags(false) });
  const tests = `${HOOKS}/${id}/tests`;
  /** Presses the button. @returns what the tested hook gets */
  const testHook = async (event: (typeof ALL)[number]) => {
    await server.api.post(tests).send({ event }).expect(204);
    return tested.next();
  };
  /** What was sent last for something that really happened, with the test merge over. */
  const real = async () => {
    await server.settled();
    return afterTestMerge(server.inbox.rest().at(-1)?.text ?? 'nothing was sent');
  };
  return { ...server, work: await server.clone(), tests, tested, testHook, real };
}

const commentOn = async ({ api }: Started, path: string, fields: object) =>
  (await api.post(`${REPOSITORY}/${path}/comments`).send(fields).expect(200)).body as {
    id: string;
    note_id?: number;
  };

/** Tags with a date, because the newest tag is the one with the latest. */
const pushTag = async (work: Clone, name: string, ...options: string[]) => {
  await git(work.folder, ['tag', ...options, name], { GIT_COMMITTER_DATE: '1900000000 +0000' });
  await work.push(name);
};

test('a test of an event sends the same bytes as such an event, and only to the tested hook', async () => {
  clockAt('2024-11-09T09:49:53.000Z');
  const server = await startWithSilentHook();
  const { api, inbox, work, tests, tested, settled } = server;
  const happened: Call[] = [];
  await work.commit('newest');
  await work.push('master');
  happened.push(await inbox.next());
  await pushTag(work, 'v1', '--annotate', '--message', 'one');
  happened.push(await inbox.next());
  await pushFeature(work, { from: 'master' });
  await inbox.next();
  await openRequest(server, { assignees: 'atomgit', milestone_number: 3, body: 'what for' });
  const opened = await inbox.next();
  await settled();
  await commentOn(server, 'pulls/1', { body: '中文', path: 'feature.txt', position: 1 });
  happened.push(await inbox.next(), opened);
  expect(happened.map(eventOf)).toEqual(['Push Hook', 'Tag Push Hook', 'Note Hook', 'Merge Request Hook']);

  for (const [index, event] of ALL.entries()) {
    const presses = [
      api.post(`${tests}?event=${event}`),
      api.post(tests).send({ event }),
      api.post(tests).type('form').send({ event }),
    ];
    for (const testHook of presses) {
      expect((await testHook.expect(204)).text).toBe('');
      const call = await tested.next();
      expect([eventOf(call), call.text]).toEqual([
        happened[index] && eventOf(happened[index]),
        afterTestMerge(happened[index]?.text ?? ''),
      ]);
    }
  }
  await settled();
  expect([...tested.rest(), ...inbox.rest()]).toEqual([]);
});

test('a test without an event, or with nothing for one, sends the newest two commits as ever', async () => {
  const { api, work, tests, tested } = await startWithSilentHook();
  const commits = `{"before":"${await work.sha('HEAD~1')}","after":"${await work.sha()}"}`;
  for (const testHook of [api.post(tests), api.post(tests).send({ event: null }), api.post(`${tests}?x=y`)]) {
    await testHook.expect(204);
    expect((await tested.next()).text).toBe(commits);
  }
});

test('a test of a merge request shows the newest one with its last action', async () => {
  const server = await startWithSilentHook();
  const { api, inbox, work, testHook, real } = server;
  for (const branch of ['older', 'feature']) {
    await pushFeature(work, { branch });
    await openRequest(server, { head: branch });
  }
  const change = (fields: object) => api.patch(`${PULLS}/2`).send(fields).expect(200);
  const shown = async () => (await testHook('merge_requests_events')).text;
  const states = [
    ['opened', 'open', () => Promise.resolve()],
    ['closed', 'close', () => change({ state: 'closed' })],
    ['reopened', 'reopen', () => change({ state: 'open' })],
    ['merged', 'merge', () => api.put(`${PULLS}/2/merge`).send({ merge_method: 'rebase' }).expect(200)],
  ] as const;
  for (const [state, action, act] of states) {
    await act();
    await server.settled();
    const events = inbox.rest().filter((call) => eventOf(call) === 'Merge Request Hook');
    const text = await shown();
    expect(text).toBe(afterTestMerge(events.at(-1)?.text ?? ''));
    expect(JSON.parse(text)).toMatchObject({ object_attributes: { iid: 2, state, action } });
  }
  await api.patch(`${PULLS}/1`).send({ title: 'edited later' }).expect(200);
  expect(JSON.parse(await real())).toMatchObject({ object_attributes: { iid: 1, action: 'update' } });
  expect(JSON.parse(await shown())).toMatchObject({ object_attributes: { iid: 2, action: 'merge' } });
});

test('a test of an edited request shows its opening with its current content', async () => {
  const server = await startWithSilentHook();
  const { api, work, testHook, real } = server;
  await pushFeature(work);
  await openRequest(server);
  await api.patch(`${PULLS}/1`).send({ title: 'WIP: renamed', draft: true }).expect(200);
  await work.commit('more');
  await work.push('HEAD:refs/heads/feature');
  const updated = await real();
  expect((await testHook('merge_requests_events')).text).toBe(
    updated.replace('"action":"update"', '"action":"open"'),
  );
});

test('a test of a tag shows the newest one, annotated or not', async () => {
  const { work, testHook, real } = await startWithSilentHook();
  const shown = async () => (await testHook('tag_push_events')).text;
  await pushTag(work, 'v1/中文', '--annotate', '--message', 'one');
  const annotated = await real();
  expect(JSON.parse(annotated)).toMatchObject({ after: await work.sha('refs/tags/v1/中文') });
  expect(await shown()).toBe(annotated);
  await work.commit('later', { GIT_COMMITTER_DATE: '1900000001 +0000' });
  await pushTag(work, 'a-light-one');
  const light = await real();
  expect(JSON.parse(light)).toMatchObject({ after: await work.sha() });
  expect(await shown()).toBe(light);
  await work.push('--delete', 'a-light-one');
  expect(await shown()).toBe(annotated);
});

test('a test of a comment shows the newest one, on a commit or on a request, as it reads now', async () => {
  clockAt('2024-11-09T09:49:53.000Z');
  const server = await startWithSilentHook();
  const { api, work, testHook, real } = server;
  await pushFeature(work);
  await openRequest(server);
  await server.settled();
  const shown = async () => (await testHook('note_events')).text;
  await commentOn(server, 'commits/feature', { body: 'on a line', path: 'feature.txt', position: 1 });
  const onCommit = await real();
  expect(JSON.parse(onCommit)).toMatchObject({ object_attributes: { noteable_type: 'Commit' } });
  expect(await shown()).toBe(onCommit);
  const { note_id: id } = await commentOn(server, 'pulls/1', { body: 'plain' });
  const onRequest = await real();
  expect(JSON.parse(onRequest)).toMatchObject({ object_attributes: { noteable_type: 'MergeRequest', id } });
  expect(await shown()).toBe(onRequest);

  clockAt('2024-11-10T00:00:00.000Z');
  await api.patch(`${PULLS}/comments/${id}`).send({ body: 'edited' }).expect(200);
  expect(await shown()).toBe(
    onRequest
      .replace('"note":"plain"', '"note":"edited"')
      .replace('"updated_at":"2024-11-09 09:49:53 UTC"', '"updated_at":"2024-11-10 00:00:00 UTC"'),
  );
  await api.delete(`${PULLS}/comments/${id}`).expect(200);
  expect(await shown()).toBe(onCommit);
});

test('the user who tests a hook is the author of the event', async () => {
  const server = await startWithSilentHook();
  const { api, work, tests, tested } = server;
  await api
    .post('/_mock/users')
    .send({ login: 'bob', token: 'bob-token', email: 'bob@example.com' })
    .expect(201);
  await pushTag(work, 'v1');
  await pushFeature(work);
  await openRequest(server);
  await commentOn(server, 'pulls/1', { body: 'x' });
  const shown = [];
  for (const event of ALL) {
    await api.post(tests).set('PRIVATE-TOKEN', 'bob-token').send({ event }).expect(204);
    shown.push((await tested.next()).body);
  }
  const bob = { name: 'bob', username: 'bob', avatar_url: '' };
  expect(shown).toMatchObject([
    { user_id: 2, user_name: 'bob', user_email: 'bob@example.com' },
    { user_id: 2, user_name: 'bob' },
    { user: bob, object_attributes: { author_id: 1 } },
    { user: bob, object_attributes: { author_id: 1 } },
  ]);
});

test('a comment whose commit git has collected does not stand in the way of a test', async () => {
  const { api, bare, clone, hook, inbox, settled } = await start();
  const work = await clone();
  await pushFeature(work);
  const id = await hook({ url: inbox.url, ...flags(false) });
  await api.post(`${REPOSITORY}/commits/feature/comments`).send({ body: 'x' }).expect(200);
  await work.push('--delete', 'feature');
  await settled();
  await git(bare(), ['gc', '--quiet', '--prune=now']);
  const { status } = await api.post(`${HOOKS}/${id}/tests`).send({ event: 'note_events' });
  expect(status).toBeLessThan(500);
});

test('an event without data in the repository is refused with advice, and nothing is sent', async () => {
  const { api, inbox, hook, remote, clone, settled } = await start();
  await api.post('/api/v5/user/repos').send({ name: 'empty' }).expect(200);
  const hooks = '/api/v5/repos/atomgit/empty/hooks';
  const tests = `${hooks}/${await hook({ url: inbox.url, ...flags(true) }, hooks)}/tests`;
  const missing = {
    push_events: 'commits on master yet: push one',
    tag_push_events: 'tags yet: push one',
    note_events: 'comments yet: write one',
    merge_requests_events: 'merge requests yet: open one',
  };
  for (const [event, what] of Object.entries(missing)) {
    const { body } = await api.post(tests).send({ event }).expect(422);
    expect(body.error_message).toBe(`Repository atomgit/empty has no ${what} first`);
  }
  await settled();
  expect(inbox.rest()).toEqual([]);
  const work = await clone();
  await work.git('push', '--quiet', remote('atomgit/empty'), 'HEAD~1:refs/heads/master');
  const pushed = await inbox.next();
  await api.post(tests).send({ event: 'push_events' }).expect(204);
  expect((await inbox.next()).text).toBe(pushed.text);
});

test('an event is known by every name that clients have for it', async () => {
  const { api, tests, tested, work } = await startWithSilentHook();
  await pushTag(work, 'v1');
  for (const event of ['tag_push', 'tag_push_events', 'TAG_PUSH_EVENTS', 'Tag Push Hook', 'tag-push']) {
    await api.post(tests).send({ event }).expect(204);
    expect(eventOf(await tested.next())).toBe('Tag Push Hook');
  }
});

test("an unknown event is refused by its name; the body's event precedes the query's", async () => {
  const { api, tests, tested, work } = await startWithSilentHook();
  await pushTag(work, 'v1');
  const words =
    'event must be one of Push Hook, Tag Push Hook, Note Hook, Issue Hook, Merge Request Hook, but is';
  for (const name of ['wikis', 'pushes', 'Push Hook 2', 'toString']) {
    const message = `${words} ${JSON.stringify(name)}`;
    for (const asked of [
      api.post(tests).query({ event: name }),
      api.post(tests).send({ event: name }),
      api.post(tests).type('form').send({ event: name }),
      api.post(tests).query({ event: name }).send({ event: 'push_events' }),
      api.post(tests).query({ event: 'push_events' }).send({ event: name }),
    ]) {
      const { body } = await asked.expect(422);
      expect(body.error_message).toBe(message);
    }
  }
  for (const [event, shown] of [
    [['push_events'], 'a list'],
    [{}, 'an object'],
    [7, '7'],
  ] as const) {
    const { body } = await api.post(tests).send({ event }).expect(422);
    expect(body.error_message).toBe(`${words} ${shown}`);
  }
  await api.post(`${tests}?event=push_events`).send({ event: 'tag_push_events' }).expect(204);
  expect(eventOf(await tested.next())).toBe('Tag Push Hook');
  await api.post(`${tests}?event=push_events`).send({ event: null }).expect(204);
  expect((await tested.next()).body).toMatchObject({ object_kind: 'push' });
});
