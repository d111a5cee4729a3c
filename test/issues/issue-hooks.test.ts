import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { Inbox, type Call } from '../support/http/inbox.js';
import { start } from '../support/server/start.js';

const REPOSITORY = '/api/v5/repos/demo/demo';
const OWNER = '/api/v5/repos/demo/issues';
const ISSUE_EVENTS = { issues_events: true, note_events: true };

type Json = Readonly<Record<string, unknown>>;

interface SentPayload {
  readonly object_attributes: Json & { readonly action: string };
  readonly changes: Readonly<Record<string, { readonly previous: unknown; readonly current: unknown }>>;
}

/** A delivery of production as it was seen, with other names and addresses. */
const captured = async (name: string): Promise<Json> =>
  JSON.parse(await readFile(new URL(`../payloads/gitcode/${name}.json`, import.meta.url), 'utf8'));

/** Every field below a payload, with its type: `project.id number`. What was captured as null says nothing of its type. */
const fieldsOf = (value: unknown, at = ''): string[] =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length > 0
    ? Object.entries(value).flatMap(([key, inner]) => fieldsOf(inner, at === '' ? key : `${at}.${key}`))
    : [at];

const eventOf = ({ headers }: Call) => headers['x-gitcode-event'];
const payloadOf = ({ body }: Call) => body as SentPayload;

test('an Issue Hook and a note on an issue have the captured fields, no more and no fewer', async () => {
  const server = await start({ hook: { ...ISSUE_EVENTS, dialect: 'gitcode' } });
  const { api, inbox, url } = server;
  const documented = await Inbox.open();
  const documentedId = await server.hook({ url: documented.url, ...ISSUE_EVENTS });
  await server.hook({ url: documented.url, ...ISSUE_EVENTS, dialect: 'codeup' });

  const issue = (await api.post(OWNER).send({ repo: 'demo', title: 'It breaks', body: 'Often' }).expect(200))
    .body;
  const opened = await inbox.next();
  expect(eventOf(opened)).toBe('Issue Hook');
  expect(fieldsOf(opened.body).sort()).toEqual(fieldsOf(await captured('issue-open')).sort());
  expect(opened.body).toMatchObject({
    object_kind: 'issue',
    event_type: 'issue',
    uuid: opened.headers['x-gitcode-delivery'],
    user: { username: 'atomgit' },
    project: { path_with_namespace: 'demo/demo' },
    object_attributes: {
      id: issue.id,
      iid: 1,
      action: 'open',
      state: 'opened',
      title: 'It breaks',
      description: 'Often',
      relative_position: 1_073_742_323,
      url: `${url}/demo/demo/issues/1`,
      author: { username: 'atomgit', iam_id: expect.stringMatching(/^[0-9a-f]{32}$/) },
    },
    changes: { title: { previous: null, current: 'It breaks' } },
  });

  const note = (await api.post(`${REPOSITORY}/issues/1/comments`).send({ body: 'Indeed' }).expect(200)).body;
  const noted = await inbox.next();
  expect(eventOf(noted)).toBe('Note Hook');
  expect(fieldsOf(noted.body).sort()).toEqual(fieldsOf(await captured('note-on-issue')).sort());
  const { object_attributes: attributes } = payloadOf(noted);
  expect(attributes).toMatchObject({
    id: note.id,
    note: 'Indeed',
    noteable_type: 'Issue',
    noteable_id: issue.id,
    type: 'DiscussionNote',
    url: `${url}/demo/demo/issues/1#note_${String(attributes['discussion_id'])}`,
  });
  expect((noted.body as { issue: Json }).issue).toMatchObject({
    iid: 1,
    updated_at: attributes['updated_at'],
  });

  for (const [event, kind] of Object.entries({ issue: 'issue-changed', note: 'issue-commented' })) {
    const { body } = await api.post(`${REPOSITORY}/hooks/${documentedId}/tests`).send({ event }).expect(422);
    expect(body.error_message).toBe(`Dialect documented has no payload for ${kind}`);
  }
  await server.settled();
  expect(documented.rest()).toEqual([]);
  const { body: log } = await api.get('/_mock/events').expect(200);
  expect(JSON.stringify(log)).toContain('dialect documented has no such event');

  await api.delete(`${REPOSITORY}/hooks/${server.hookId}`).expect(204);
  await api.post(OWNER).send({ repo: 'demo', title: 'Nobody hears' }).expect(200);
  const { body: unheard } = await api.get('/_mock/events?event=Issue Hook&limit=1').expect(200);
  expect(unheard.items).toMatchObject([
    { event: 'Issue Hook', kind: 'issue-changed', deliveries: [], payload: null },
  ]);
});

test('each change of an issue sends one event with the changes; edits come before the close', async () => {
  const server = await start({ hook: { issues_events: true, dialect: 'gitcode' } });
  const { api, inbox, settled } = server;
  await api.post(OWNER).send({ repo: 'demo', title: 'One' }).expect(200);
  const change = (fields: object) =>
    api
      .patch(`${OWNER}/1`)
      .send({ repo: 'demo', ...fields })
      .expect(200);
  await change({ title: 'Two', labels: 'bug', assignee: 'atomgit', state: 'close' });
  await change({ title: 'Two', state: 'close' });
  await change({ state: 'reopen' });
  await api.post(`${REPOSITORY}/issues/1/comments`).send({ body: 'unheard' }).expect(200);
  await settled();
  const [, updated, closed, reopened, ...others] = inbox.rest().map(payloadOf);
  expect(others).toEqual([]);
  expect([updated, closed, reopened].map((payload) => payload?.object_attributes.action)).toEqual([
    'update',
    'close',
    'reopen',
  ]);
  const withoutTime = (payload: SentPayload | undefined) => {
    const { updated_at: _, ...changes } = payload?.changes ?? {};
    return changes;
  };
  expect(withoutTime(updated)).toEqual({
    title: { previous: 'One', current: 'Two' },
    labels: { previous: [], current: ['bug'] },
    assignee_ids: { previous: [], current: [1] },
  });
  expect(withoutTime(closed)).toEqual({
    state: { previous: 'opened', current: 'closed' },
    closed_at: { previous: null, current: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]{12}\+00:00$/) },
  });
  expect(closed).toMatchObject({ labels: [{ title: 'bug' }], object_attributes: { assignee_ids: [1] } });
});

test('Test Hook sends an issue in the dialect of production, and says when there is none', async () => {
  const { api, inbox, hook } = await start();
  const id = await hook({ url: inbox.url, push_events: false, dialect: 'gitcode' });
  const testHook = () => api.post(`${REPOSITORY}/hooks/${id}/tests`).send({ event: 'issues_events' });
  expect((await testHook().expect(422)).body.message).toContain('issues');
  await api.post(OWNER).send({ repo: 'demo', title: 'Sample' }).expect(200);
  await testHook().expect(204);
  const call = await inbox.next();
  expect(eventOf(call)).toBe('Issue Hook');
  expect(call.body).toMatchObject({ object_attributes: { title: 'Sample', action: 'open' } });
});
