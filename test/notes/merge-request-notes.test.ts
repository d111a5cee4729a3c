import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Clone, git } from '../support/git/clone.js';
import { Inbox } from '../support/http/inbox.js';
import { openRequest, pushFeature, PULLS } from '../support/merge-requests/merge-requests.js';
import {
  ATOMGIT,
  bodiesOf,
  CHANGED_LINES,
  clockAt,
  commitAllKindsOfChanges,
  MISNAMED_LINES,
  noteOf,
  NOTES_ONLY,
} from '../support/merge-requests/notes.js';
import { tryRights } from '../support/merge-requests/note-rights.js';
import { start, type Started, type StartOptions } from '../support/server/start.js';

const REPOSITORY = '/api/v5/repos/demo/demo';
const NOTES = `${PULLS}/1/comments`;
const EVERYTHING = { push_events: true, note_events: true, merge_requests_events: true };

interface NotePayload {
  readonly object_attributes: Readonly<Record<string, unknown>>;
  readonly merge_request: object;
}

const one = (id: string | number) => `${PULLS}/comments/${id}`;

/** A server with request !1, whose commit makes all kinds of changes; whatever that sent has been looked at. */
async function startWithRequest(options: StartOptions = {}) {
  const server = await start({ hook: NOTES_ONLY, ...options });
  const work = await server.clone();
  const head = await commitAllKindsOfChanges(work);
  await work.push('HEAD~1:refs/heads/master', 'HEAD:refs/heads/feature');
  await openRequest(server);
  await server.settled();
  server.inbox.rest();
  return { ...server, work, head };
}

/** Comments on !1. @returns what REST answers */
const comment = async ({ api }: Started, fields: object = {}) =>
  (
    await api
      .post(NOTES)
      .send({ body: 'x', ...fields })
      .expect(200)
  ).body as { id: string; body: string; note_id: number };

test('a comment on a request is sent as documented, byte for byte', async () => {
  clockAt('2019-03-01T20:12:53.999Z');
  const server = await start({ hook: NOTES_ONLY });
  const { api, inbox, url, clone, settled } = server;
  const work = await clone();
  // A request elsewhere, so that ours has an id that is not its number.
  await work.git(
    'push',
    '--quiet',
    server.remote('atomgit/other'),
    'HEAD~1:refs/heads/master',
    'HEAD:refs/heads/b',
  );
  await api
    .post('/api/v5/repos/atomgit/other/pulls')
    .send({ title: 'x', head: 'b', base: 'master' })
    .expect(200);
  const head = await work.commit('Check in this test', { GIT_COMMITTER_DATE: '1554782425 -0700' });
  await work.push('HEAD:refs/heads/feature');
  const description = 'Et voluptas corrupti assumenda temporibus.';
  await openRequest(server, {
    title: 'Tempora',
    body: description,
    milestone_number: 11,
    assignees: 'atomgit',
  });
  await settled();
  clockAt('2019-03-21T18:27:27.000Z');
  await api.patch(`${PULLS}/1`).send({ title: 'Tempora et eos' }).expect(200);
  clockAt('2019-05-17T18:21:36.500Z');
  const note = 'This MR needs work.';
  const { body, text } = await api.post(NOTES).send({ body: note }).expect(200);
  const { id, note_id } = body;
  expect(text).toBe(JSON.stringify({ id, body: note, note_id, noteId: note_id }));
  expect(body.id).toMatch(/^[0-9a-f]{40}$/);
  const call = await inbox.next();
  expect(call.headers).toMatchObject({
    'x-atomgit-event': 'Note Hook',
    'content-type': 'application/json',
    'content-length': String(call.bytes.length),
  });
  const side = {
    name: 'demo',
    ssh_url: 'git@127.0.0.1:demo/demo.git',
    http_url: `${url}/demo/demo.git`,
    web_url: `${url}/demo/demo`,
    namespace: 'demo',
    visibility_level: 0,
  };
  expect(call.text).toBe(
    JSON.stringify({
      object_kind: 'note',
      user: { name: 'atomgit', username: 'atomgit', avatar_url: '' },
      project_id: 1,
      repository: {
        name: 'demo',
        url: `${url}/demo/demo.git`,
        description: '',
        homepage: `${url}/demo/demo`,
      },
      object_attributes: {
        id: body.note_id,
        note,
        noteable_type: 'MergeRequest',
        author_id: 1,
        created_at: '2019-05-17 18:21:36 UTC',
        updated_at: '2019-05-17 18:21:36 UTC',
        project_id: 1,
        attachment: null,
        line_code: null,
        commit_id: '',
        noteable_id: 2,
        system: false,
        st_diff: null,
        url: `${url}/demo/demo/merge_requests/1#note_${body.note_id}`,
      },
      merge_request: {
        id: 2,
        target_branch: 'master',
        source_branch: 'feature',
        source_project_id: 1,
        author_id: 1,
        assignee_id: 1,
        title: 'Tempora et eos',
        created_at: '2019-03-01 20:12:53 UTC',
        updated_at: '2019-03-21 18:27:27 UTC',
        milestone_id: 11,
        state: 'opened',
        merge_status: 'can_be_merged',
        target_project_id: 1,
        iid: 1,
        description,
        position: 0,
        locked_at: null,
        source: side,
        target: side,
        last_commit: {
          id: head,
          message: 'Check in this test\n',
          timestamp: '2019-04-08T21:00:25-07:00',
          url: `${url}/demo/demo/commits/${head}`,
          author: { name: 'Ada', email: 'ada@example.com' },
        },
        work_in_progress: false,
      },
    }),
  );
  const page = await api.get('/demo/demo/merge_requests/1').expect(200);
  expect(page.text).toContain(`#note_${body.note_id} by atomgit:\n${note}`);
});

test('a comment on a line tells the diff of the request itself, also after the target has moved on or taken it in', async () => {
  const server = await startWithRequest();
  const { api, inbox, work, head, settled } = server;
  const tells = async (lines: typeof CHANGED_LINES, state: string) => {
    await Promise.all(lines.map(({ path, position }) => comment(server, { body: path, path, position })));
    const calls = (await inbox.several(lines.length)).map(({ body }) => body as NotePayload);
    const notes = new Map(calls.map((payload) => [payload.object_attributes['note'], payload]));
    for (const { path, lineCode, stDiff } of lines) {
      const { object_attributes: note, merge_request: request } = notes.get(path) ?? {};
      expect.soft([note?.['line_code'], note?.['commit_id']], path).toEqual([lineCode, '']);
      expect.soft(JSON.stringify(note?.['st_diff']), path).toBe(JSON.stringify(stDiff));
      expect.soft(request, path).toMatchObject({ state, last_commit: { id: head } });
    }
  };
  await tells(
    CHANGED_LINES.filter(({ path }, index) => CHANGED_LINES[index + 1]?.path !== path),
    'opened',
  );
  const some = CHANGED_LINES.filter(({ path, position }) => /modified|new name/.test(path) && position === 4);
  expect(some).toHaveLength(2);
  await work.git('checkout', '--quiet', '--detach', 'origin/master');
  const text = await readFile(join(work.folder, 'modified'), 'utf8');
  await work.commitFile('modified', text.replace('line 15\n', 'changed 15\n'));
  await work.commitFile('later', 'x\n');
  await work.push('HEAD:refs/heads/master');
  await tells(some, 'opened');
  await settled();
  await tells(some, 'opened');
  await api.patch(`${PULLS}/1`).send({ state: 'closed' }).expect(200);
  await tells(some, 'closed');
  await api.patch(`${PULLS}/1`).send({ state: 'open' }).expect(200);
  await tells(some, 'reopened');
  const order = { merge_method: 'squash', prune_source_branch: true };
  await api.put(`${PULLS}/1/merge`).send(order).expect(200);
  await tells(some, 'merged');
  await api.post(NOTES).send({ body: 'x', path: 'later', position: 1 }).expect(422);
});

test('lines merged from the target are no lines of a request, however soon a comment comes', async () => {
  const server = await startWithRequest();
  const { api, work, settled } = server;
  // Test merges come one after another: that of the last request is still to come when the push is over.
  const numbers: number[] = [];
  for (const branch of ['a', 'b', 'c', 'late']) {
    await pushFeature(work, { branch, from: 'origin/master~1' });
    numbers.push(await openRequest(server, { head: branch }));
  }
  await settled();
  await work.git('checkout', '--quiet', '--detach', 'origin/master');
  await work.commitFile('from target', 'x\n');
  await work.git('branch', '--quiet', '--force', 'master');
  await work.git('checkout', '--quiet', 'late');
  await work.git('merge', '--quiet', '--no-edit', 'master');
  await work.push('late', 'master');
  const late = `${PULLS}/${numbers.at(-1)}`;
  const answer = await api.post(`${late}/comments`).send({ body: 'x', path: 'from target', position: 1 });
  expect((await api.get(`${late}/files`).expect(200)).body).toMatchObject([{ filename: 'late.txt' }]);
  expect(answer.status).toBe(422);
});

test('comments on a request are listed, read, changed and deleted in the documented keys; only creating one sends an event', async () => {
  clockAt('2024-11-09T09:49:53.123Z');
  const server = await startWithRequest({ hook: EVERYTHING });
  const { api, url, inbox, settled } = server;
  const plain = await comment(server, { body: 'plain' });
  const onLine = await comment(server, { body: 'on a line', path: 'modified', position: 4 });
  const last = await comment(server, { body: 'last' });
  const { type: _, ...person } = { ...ATOMGIT, avatar_url: '', html_url: `${url}/atomgit` };
  const NOW = '2024-11-09T09:49:53.123+00:00';
  const listed = ({ id, body, note_id }: typeof plain, updatedAt = NOW) => ({
    id,
    body,
    created_at: NOW,
    updated_at: updatedAt,
    user: person,
    discussion_id: id,
    ...(note_id === onLine.note_id
      ? {
          comment_type: 'diff_comment',
          diff_file: 'modified',
          diff_position: { position: 4, old_line: 4, start_new_line: 3, end_new_line: 3 },
        }
      : { comment_type: 'pr_comment', diff_file: null, diff_position: null }),
    resolved: false,
    reply: [],
    note_id,
  });
  const single = (
    { id: discussion, note_id: id, body }: typeof plain,
    type: string,
    updatedAt = '2024-11-09T09:49:53+00:00',
  ) => ({
    id,
    body,
    comment_type: type,
    user: ATOMGIT,
    target: { issue: { id: 1, title: 'A feature', number: '1' } },
    created_at: '2024-11-09T09:49:53+00:00',
    updated_at: updatedAt,
    discussion_id: discussion,
  });
  const shows = async (path: string, expected: unknown) =>
    expect((await api.get(path).expect(200)).text).toBe(JSON.stringify(expected));
  await shows(
    NOTES,
    [plain, onLine, last].map((note) => listed(note)),
  );
  await shows(`${NOTES}?comment_type=diff_comment`, [listed(onLine)]);
  await shows(`${NOTES}?comment_type=pr_comment&direction=desc`, [listed(last), listed(plain)]);
  await shows(`${NOTES}?comment_type=pr_comment&direction=1`, [listed(last), listed(plain)]);
  await shows(`${NOTES}?direction=asc&per_page=1&page=2`, [listed(onLine)]);
  const { headers } = await api.get(`${NOTES}?per_page=2`).expect(200);
  expect(headers).toMatchObject({
    total_count: '3',
    total_page: '2',
    link: expect.stringContaining('rel="next"'),
  });
  for (const query of ['comment_type=note', 'direction=up', 'page=0']) {
    const { body } = await api.get(`${NOTES}?${query}`).expect(422);
    expect(body.error_message).toContain(query.split('=')[0]);
    expect(body.error_message).toMatch(/but is "(note|up|0)"$/);
  }
  for (const id of [onLine.id, onLine.note_id]) await shows(one(id), single(onLine, 'diff_comment'));

  clockAt('2024-11-10T00:00:00.456Z');
  expect((await api.patch(one(plain.id)).send({ body: 'edited' }).expect(200)).text).toBe('{}');
  expect((await api.patch(one(last.note_id)).send({ body: 'changed' }).expect(200)).text).toBe('{}');
  const edited = { ...plain, body: 'edited' };
  await shows(one(plain.note_id), single(edited, 'pr_comment', '2024-11-10T00:00:00+00:00'));
  expect((await api.delete(one(onLine.id)).expect(200)).text).toBe('{}');
  expect((await api.delete(one(last.note_id)).expect(200)).text).toBe('{}');
  for (const { id, note_id } of [onLine, last]) {
    await api.get(one(id)).expect(404);
    await api.get(one(note_id)).expect(404);
  }
  await shows(NOTES, [listed(edited, '2024-11-10T00:00:00.456+00:00')]);
  await settled();
  const calls = inbox.rest();
  expect(calls.map(({ headers: { 'x-atomgit-event': event } }) => event)).toEqual(Array(3).fill('Note Hook'));
  expect(calls.map((call) => noteOf(call)['note'])).toEqual(['plain', 'on a line', 'last']);

  // An address that has been sent never means another comment.
  expect((await comment(server)).note_id).toBeGreaterThan(last.note_id);
});

test('a comment that cannot be is refused with the field and its value, and leaves nothing', async () => {
  const { api, inbox, settled } = await startWithRequest();
  const refused: readonly (readonly [object, string])[] = [
    ...[{}, { body: ' ' }, { path: 'modified', position: 1 }].map(
      (fields) => [fields, 'body is missing'] as const,
    ),
    [{ body: 'x', path: 'modified' }, 'position is missing'],
    [{ body: 'x', position: '1' }, 'path is missing'],
    ...MISNAMED_LINES.map(([line, message]) => [{ body: 'x', ...line }, message] as const),
  ];
  for (const [fields, message] of refused) {
    const { status, body } = await api.post(NOTES).send(fields);
    const reported = String(body.error_message).slice(0, message.length);
    expect.soft([status, reported], JSON.stringify(fields)).toEqual([422, message]);
  }
  for (const [number, status, quoted] of [
    ['2', 404, '!2'],
    ['0', 422, '"0"'],
    ['first', 422, '"first"'],
  ] as const) {
    for (const call of [
      api.post(`${PULLS}/${number}/comments`).send({ body: 'x' }),
      api.get(`${PULLS}/${number}/comments`),
    ]) {
      const answer = await call;
      expect
        .soft([answer.status, answer.body.error_message], number)
        .toEqual([status, expect.stringContaining(quoted)]);
    }
  }
  expect((await api.get(NOTES).expect(200)).body).toEqual([]);
  await settled();
  expect(inbox.rest()).toEqual([]);
});

test('comments on commits and on requests, and those of other repositories, are not taken for each other', async () => {
  const server = await startWithRequest();
  const { api } = server;
  const onRequest = await comment(server, { body: 'on the request' });
  const { body: onCommit } = await api
    .post(`${REPOSITORY}/commits/feature/comments`)
    .send({ body: 'on the commit' })
    .expect(200);
  await api.post('/api/v5/user/repos').send({ name: 'other', auto_init: true }).expect(200);
  const paths = [
    one(onCommit.id),
    `${REPOSITORY}/comments/${onRequest.note_id}`,
    `${REPOSITORY}/comments/${onRequest.id}`,
    ...[onRequest.id, onRequest.note_id].map((id) => `/api/v5/repos/atomgit/other/pulls/comments/${id}`),
    ...['99', '0', '-1', 'abc', 'f'.repeat(40), onRequest.id.slice(0, 39), `${onRequest.id}0`].map(one),
  ];
  for (const path of paths) {
    const calls = [api.get(path), api.patch(path).send({ body: 'x' }), api.delete(path)];
    for (const answer of await Promise.all(calls)) {
      expect.soft(answer.status, path).toBe(404);
      expect.soft(answer.body.error_message).toContain(JSON.stringify(path.split('/').at(-1)));
    }
  }
  expect((await api.patch(one(onRequest.id)).send({ body: '' }).expect(422)).body.error_message).toBe(
    'body is missing',
  );
  expect(bodiesOf((await api.get(NOTES).expect(200)).body)).toEqual(['on the request']);
  expect(bodiesOf((await api.get(`${REPOSITORY}/comments`).expect(200)).body)).toEqual(['on the commit']);
});

test('a comment on a request from a fork goes to the hooks of its target with note_events', async () => {
  const { api, inbox, hook, remote, url, settled } = await start({ hook: NOTES_ONLY });
  const [ofFork, unticked] = [await Inbox.open(), await Inbox.open()];
  await hook({ url: unticked.url, ...EVERYTHING, push_events: false, note_events: false });
  await api.post(`${REPOSITORY}/forks`).send({}).expect(200);
  await hook({ url: ofFork.url, ...NOTES_ONLY }, '/api/v5/repos/atomgit/demo/hooks');
  const fork = await Clone.of(remote('atomgit/demo'));
  await pushFeature(fork);
  const { body: request } = await api
    .post(PULLS)
    .send({ title: 'x', head: 'atomgit:feature', base: 'master' })
    .expect(200);
  const body = '中文评论 🎉'.repeat(10_000);
  const fields = { body, path: 'feature.txt', position: '1' };
  await api.post(`${PULLS}/${request.number}/comments`).type('form').send(fields).expect(200);
  await settled();
  const [call, ...others] = inbox.rest();
  expect(call?.body).toMatchObject({
    project_id: 1,
    object_attributes: { note: body, project_id: 1, st_diff: { new_path: 'feature.txt', new_file: true } },
    merge_request: {
      source_project_id: 2,
      target_project_id: 1,
      source: { namespace: 'atomgit', web_url: `${url}/atomgit/demo` },
      target: { namespace: 'demo', web_url: `${url}/demo/demo` },
    },
  });
  expect([others, ofFork.rest()]).toEqual([[], []]);
  expect(unticked.rest().map(({ headers }) => headers['x-atomgit-event'])).toEqual(['Merge Request Hook']);
});

test('in strict, readers comment on requests; authors and users with push access change comments', async () => {
  const server = await start({ settings: { auth: 'strict' }, hook: NOTES_ONLY });
  await pushFeature(await Clone.of(server.remote('demo/demo', 'atomgit:atomgit-token')));
  const request = { title: 'A feature', head: 'feature', base: 'master', access_token: 'atomgit-token' };
  await server.api.post(PULLS).send(request).expect(200);
  expect(await tryRights(server, { notes: NOTES, one, deleted: 200 })).toEqual([]);
});

test('a request whose target was deleted, and collected by git, still answers', async () => {
  const server = await start({ hook: NOTES_ONLY });
  const { api, bare, clone, settled } = server;
  const work = await clone();
  await work.push('HEAD:refs/heads/dev');
  await pushFeature(work);
  await openRequest(server, { base: 'dev' });
  // A conflict, so that no test merge holds on to the target.
  await work.git('checkout', '--quiet', '--detach', 'origin/master');
  await work.commitFile('feature.txt', 'two\n');
  await work.push('HEAD:refs/heads/dev');
  await settled();
  await work.push('--delete', 'dev');
  await settled();
  await git(bare(), ['gc', '--quiet', '--prune=now']);
  await comment(server);
  const calls = [
    api.post(NOTES).send({ body: 'x', path: 'feature.txt', position: 1 }),
    ...[`${PULLS}/1/files`, `${PULLS}/1/commits`, '/demo/demo/merge_requests/1'].map((path) => api.get(path)),
  ];
  for (const { status, text } of await Promise.all(calls)) expect.soft(status, text).toBeLessThan(500);
});
