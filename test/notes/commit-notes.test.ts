import { expect, test } from 'vitest';
import { Inbox } from '../support/http/inbox.js';
import {
  ATOMGIT,
  bodiesOf,
  CHANGED_LINES,
  clockAt,
  codeOf,
  commitAllKindsOfChanges,
  MISNAMED_LINES,
  noteOf,
  NOTES_ONLY,
} from '../support/merge-requests/notes.js';
import { tryRights } from '../support/merge-requests/note-rights.js';
import { start, type Started } from '../support/server/start.js';

const REPOSITORY = '/api/v5/repos/demo/demo';
const COMMENTS = `${REPOSITORY}/comments`;

const on = (revision: string) => `${REPOSITORY}/commits/${encodeURIComponent(revision)}/comments`;

/** Comments and waits for the webhook. @returns its `object_attributes` */
async function noted({ api, inbox }: Started, revision: string, fields: object) {
  await api
    .post(on(revision))
    .send({ body: 'x', ...fields })
    .expect(200);
  return noteOf(await inbox.next());
}

/** A server that tells the inbox of comments, and a pushed commit with all kinds of changes. */
async function startWithChanges() {
  const server = await start({ hook: NOTES_ONLY });
  const work = await server.clone();
  const sha = await commitAllKindsOfChanges(work);
  await work.push();
  return { ...server, work, sha };
}

test('a comment on a commit is sent as documented, byte for byte', async () => {
  clockAt('2019-05-17T18:08:09.999Z');
  const { api, inbox, clone, url } = await start({ hook: NOTES_ONLY });
  const work = await clone();
  const sha = await work.commit('Add submodule', {
    GIT_AUTHOR_NAME: 'Demo',
    GIT_AUTHOR_EMAIL: 'demo@gmail.com',
    GIT_COMMITTER_DATE: '1551254780 +0200',
  });
  await work.push();
  const note = 'This is a commit comment. How does this work?';
  const { body, text } = await api.post(on(sha)).send({ body: note }).expect(200);
  const at = '2019-05-17T18:08:09+00:00';
  expect(text).toBe(JSON.stringify({ id: body.id, body: note, created_at: at, updated_at: at }));
  const id = Number(body.id);
  expect(id).toBeGreaterThan(0);
  const call = await inbox.next();
  expect(call.headers).toMatchObject({
    'x-atomgit-event': 'Note Hook',
    'content-type': 'application/json',
    'content-length': String(call.bytes.length),
  });
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
        id,
        note,
        noteable_type: 'Commit',
        author_id: 1,
        created_at: '2019-05-17 18:08:09 UTC',
        updated_at: '2019-05-17 18:08:09 UTC',
        project_id: 1,
        attachment: null,
        line_code: null,
        commit_id: sha,
        noteable_id: null,
        system: false,
        st_diff: null,
        url: `${url}/demo/demo/commits/${sha}#note_${id}`,
      },
      commit: {
        id: sha,
        message: 'Add submodule\n',
        timestamp: '2019-02-27T10:06:20+02:00',
        url: `${url}/demo/demo/commits/${sha}`,
        author: { name: 'Demo', email: 'demo@gmail.com' },
      },
    }),
  );
  expect((await api.get(`/demo/demo/commits/${sha}`).expect(200)).text).toContain(
    `#note_${id} by atomgit:\n${note}`,
  );
});

test("a comment on a line tells that line and its file's diff, whatever became of the file", async () => {
  const { api, inbox, sha } = await startWithChanges();
  const named = ({ path, position }: { path: string; position: number }) => `${path}:${position}`;
  const comments = CHANGED_LINES.map((line) => {
    const { path, position } = line;
    return api
      .post(on(sha))
      .send({ body: named(line), path, position })
      .expect(200);
  });
  await Promise.all(comments);
  const calls = await inbox.several(CHANGED_LINES.length);
  const notes = new Map(calls.map(noteOf).map((note) => [note['note'], note]));
  for (const line of CHANGED_LINES) {
    const { line_code: lineCode, st_diff: diff } = notes.get(named(line)) ?? {};
    expect.soft(lineCode, named(line)).toBe(line.lineCode);
    expect.soft(JSON.stringify(diff), named(line)).toBe(JSON.stringify(line.stDiff));
  }
});

test('a first commit adds all its lines, and a merge is compared with its first parent', async () => {
  const server = await start({ hook: NOTES_ONLY });
  const work = await server.clone();
  await work.git('switch', '--quiet', '--create', 'side', 'HEAD~1');
  await work.commitFile('side', 'aside\n');
  await work.git('switch', '--quiet', 'master');
  await work.git('merge', '--quiet', '--no-ff', '--message', 'merge', 'side');
  await work.push();
  const [first, merge] = [await work.sha('HEAD~2'), await work.sha()];
  const added = { a_mode: '0', b_mode: '100644', new_file: true };
  expect(await noted(server, first, { path: 'README.md', position: 1 })).toMatchObject({
    line_code: codeOf('README.md', '0:1'),
    st_diff: { diff: '--- /dev/null\n+++ b/README.md\n@@ -0,0 +1 @@\n+# demo\n', ...added },
  });
  expect(await noted(server, merge, { path: 'side', position: 1 })).toMatchObject({
    line_code: codeOf('side', '0:1'),
    st_diff: { diff: '--- /dev/null\n+++ b/side\n@@ -0,0 +1 @@\n+aside\n', ...added },
  });
  // Differs from the second parent only.
  const readme = { body: 'x', path: 'README.md', position: 1 };
  await server.api.post(on(merge)).send(readme).expect(422);
});

test('a commit may be named by a branch, a tag or a shortened sha, and every name finds its comments', async () => {
  const server = await start({ hook: NOTES_ONLY });
  const work = await server.clone();
  const sha = await work.commit('named');
  await work.git('tag', '--annotate', '--message', 'x', 'v1/重');
  await work.push('HEAD:refs/heads/feature/功能', 'v1/重');
  const names = ['feature/功能', 'refs/heads/feature/功能', 'v1/重', sha.slice(0, 8), sha.toUpperCase(), sha];
  for (const note of names)
    expect.soft(await noted(server, note, { body: note }), note).toMatchObject({ commit_id: sha, note });
  for (const name of names) {
    const { body } = await server.api.get(on(name)).expect(200);
    expect(bodiesOf(body)).toEqual(names);
  }
  expect((await server.api.get(on('master')).expect(200)).body).toEqual([]);
});

test('comments are listed, read, changed and deleted in the documented keys; only creating one sends an event', async () => {
  clockAt('2024-11-09T09:49:53.123Z');
  const { api, inbox, clone, settled } = await start({ hook: NOTES_ONLY });
  const older = await (await clone()).sha('HEAD~1');
  const newComment = async (revision: string, body: string) =>
    Number((await api.post(on(revision)).send({ body }).expect(200)).body.id);
  const first = await newComment('master', 'first');
  const second = await newComment(older, 'second');
  const third = await newComment('master', 'third');
  const NOW = '2024-11-09T09:49:53+00:00';
  const ofCommit = (id: number, body: string) => ({
    body,
    created_at: NOW,
    id,
    updated_at: NOW,
    user: ATOMGIT,
  });
  const whole = (id: number, body: string, updatedAt = NOW) => ({
    body,
    created_at: NOW,
    id,
    target: {},
    updated_at: updatedAt,
    user: ATOMGIT,
  });
  const shows = async (path: string, expected: unknown) =>
    expect((await api.get(path).expect(200)).text).toBe(JSON.stringify(expected));
  await shows(on('master'), [ofCommit(first, 'first'), ofCommit(third, 'third')]);
  await shows(COMMENTS, [whole(first, 'first'), whole(second, 'second'), whole(third, 'third')]);
  await shows(`${COMMENTS}/${second}`, whole(second, 'second'));
  for (const [path, page, total] of [
    [`${COMMENTS}?order=desc`, ['third', 'second', 'first'], ['3', '1']],
    [`${COMMENTS}?per_page=2&page=2`, ['third'], ['3', '2']],
    [`${on('master')}?per_page=1&page=1`, ['first'], ['2', '2']],
    [`${on('master')}?per_page=1&page=3`, [], ['2', '2']],
  ] as const) {
    const { body, headers } = await api.get(path).expect(200);
    expect([bodiesOf(body), headers['total_count'], headers['total_page']]).toEqual([page, ...total]);
    expect(headers['link']).toContain('rel="first"');
  }

  clockAt('2024-11-10T00:00:00.000Z');
  const edited = whole(second, 'edited', '2024-11-10T00:00:00+00:00');
  const { text } = await api.patch(`${COMMENTS}/${second}`).send({ body: 'edited' }).expect(200);
  expect(text).toBe(JSON.stringify(edited));
  expect((await api.delete(`${COMMENTS}/${third}`).expect(204)).text).toBe('');
  await api.delete(`${COMMENTS}/${third}`).expect(404);
  await shows(COMMENTS, [whole(first, 'first'), edited]);
  await settled();
  expect(inbox.rest().map((call) => noteOf(call)['note'])).toEqual(['first', 'second', 'third']);

  // An address that has been sent never means another comment.
  expect(await newComment('master', 'fourth')).toBeGreaterThan(third);
});

test('a comment that cannot be is refused with the field and its value, and leaves nothing', async () => {
  const { api, inbox, settled, work, sha } = await startWithChanges();
  const refused: readonly (readonly [object | string, string])[] = [
    ...['', {}, { body: '' }, { body: ' \n' }, { body: null }, { path: 'modified', position: 1 }].map(
      (fields) => [fields, 'body is missing'] as const,
    ),
    [{ body: ['x'] }, 'body must be text, but is a list'],
    [{ body: true }, 'body must be text, but is true'],
    [[], 'the body must be a JSON object'],
    [{ body: 'x', path: 'modified' }, 'position is missing'],
    [{ body: 'x', position: 1 }, 'path is missing'],
    [{ body: 'x', path: ['modified'], position: 1 }, 'path must be text, but is a list'],
    ...MISNAMED_LINES.map(([line, message]) => [{ body: 'x', ...line }, message] as const),
  ];
  for (const [fields, message] of refused) {
    const { status, body } = await api.post(on(sha)).type('json').send(fields);
    const reported = String(body.error_message).slice(0, message.length);
    expect.soft([status, reported], JSON.stringify(fields)).toEqual([422, message]);
  }
  await api.post(on(sha)).type('json').send('{"body":').expect(400);
  const tree = await work.sha('HEAD^{tree}');
  for (const revision of ['1'.repeat(40), tree, 'no/such', 'no..such', 'abc', '--all', 'HEAD^{/x}', ' ']) {
    for (const answer of [await api.post(on(revision)).send({ body: 'x' }), await api.get(on(revision))]) {
      expect.soft(answer.status, revision).toBe(404);
      expect.soft(answer.body.error_message).toContain(JSON.stringify(revision));
    }
  }
  expect((await api.get(COMMENTS).expect(200)).body).toEqual([]);
  await settled();
  expect(inbox.rest()).toEqual([]);
});

test('a comment that is not there is not found, and one stays as it is when a change is refused', async () => {
  const { api } = await start();
  const { body } = await api.post(on('master')).send({ body: 'kept' }).expect(200);
  await api.post('/api/v5/user/repos').send({ name: 'other', auto_init: true }).expect(200);
  const unknown = ['99', '0', '-1', '1.0', '1e0', 'abc', '9'.repeat(30)].map((id) => `${COMMENTS}/${id}`);
  for (const path of [...unknown, `/api/v5/repos/atomgit/other/comments/${body.id}`]) {
    const calls = [api.get(path), api.patch(path).send({ body: 'x' }), api.delete(path)];
    for (const answer of await Promise.all(calls)) {
      expect.soft(answer.status, path).toBe(404);
      expect.soft(answer.body.error_message).toContain(JSON.stringify(path.split('/').at(-1)));
    }
  }
  for (const fields of [{}, { body: '' }, { body: ' ' }, { body: {} }]) {
    const refused = await api.patch(`${COMMENTS}/${body.id}`).send(fields).expect(422);
    expect(refused.body.error_message).toMatch(/^body /);
  }
  expect((await api.get(`${COMMENTS}/${body.id}`).expect(200)).body).toMatchObject({ body: 'kept' });
});

test('only hooks of the repository with note_events get a comment', async () => {
  const { api, inbox, hook, settled } = await start();
  const [all, none, elsewhere] = [await Inbox.open(), await Inbox.open(), await Inbox.open()];
  const flags = ['push_events', 'tag_push_events', 'merge_requests_events', 'issues_events'];
  const others = Object.fromEntries(flags.map((flag) => [flag, true]));
  await hook({ url: inbox.url, ...NOTES_ONLY });
  await hook({ url: all.url, ...others, note_events: true });
  await hook({ url: none.url, ...others, note_events: false });
  await api.post('/api/v5/user/repos').send({ name: 'other' }).expect(200);
  await hook({ url: elsewhere.url, ...NOTES_ONLY }, '/api/v5/repos/atomgit/other/hooks');
  await api.post(on('master')).send({ body: 'x' }).expect(200);
  await settled();
  const heard = [inbox, all, none, elsewhere].map((one) =>
    one.rest().map(({ headers }) => headers['x-atomgit-event']),
  );
  expect(heard).toEqual([['Note Hook'], ['Note Hook'], [], []]);
});

test("a comment's text arrives unchanged", async () => {
  const { api, inbox } = await start({ hook: NOTES_ONLY });
  const texts = [
    '中文评论，😀👨‍👩‍👧 e\u0301 \u2028 "quoted" \\ </script>\u0001',
    '  two blanks before\r\n\ttab\n\n```\ncode\n```\n',
    "'; DROP TABLE notes; --",
    '🎉'.repeat(25_000),
  ];
  for (const body of texts) {
    for (const type of ['json', 'form']) {
      const answer = await api.post(on('master')).type(type).send({ body }).expect(200);
      expect(answer.body.body).toBe(body);
      expect(noteOf(await inbox.next())['note']).toBe(body);
      expect((await api.get(`${COMMENTS}/${answer.body.id}`).expect(200)).body.body).toBe(body);
    }
  }
});

test('half an emoji, left by a client that cuts text, is sent as it is stored', async () => {
  const { api, inbox } = await start({ hook: NOTES_ONLY });
  const { body: answer } = await api.post(on('master')).type('json').send('{"body":"a\\ud83c"}').expect(200);
  const { body: kept } = await api.get(`${COMMENTS}/${answer.id}`).expect(200);
  expect([answer.body, noteOf(await inbox.next())['note']]).toEqual([kept.body, kept.body]);
});

test('in strict, readers comment; authors and users with push access change comments', async () => {
  const server = await start({ settings: { auth: 'strict' }, hook: NOTES_ONLY });
  const one = (id: string) => `${COMMENTS}/${id}`;
  expect(await tryRights(server, { notes: on('master'), one, deleted: 204 })).toEqual([]);
});
