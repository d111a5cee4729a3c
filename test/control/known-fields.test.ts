import { expect, test } from 'vitest';
import { HOOKS } from '../support/http/deliveries.js';
import { openRequest, pushFeature } from '../support/merge-requests/merge-requests.js';
import { sendTest } from '../support/server/send-test.js';
import { start } from '../support/server/start.js';

const REPOSITORY = '/api/v5/repos/demo/demo';

test('a query of the control plane with a field that it does not know is refused, and nothing happens', async () => {
  const { api, hook, inbox, settled } = await start({
    settings: { autoDisable: { after: 1, backoffMs: [] } },
  });
  const id = await hook({ url: inbox.url });
  const queries = [
    [
      'get',
      'deliveries?evnt=x',
      '"evnt"; there are repository, hook, event, status, event_id, cursor, limit',
    ],
    ['get', 'deliveries.har?bogus=1', '"bogus"; there are repository,'],
    ['get', 'events?since=1', '"since"; there are repository, event, hook, status, cursor, limit'],
    ['get', 'stream?bogus', '"bogus"; it takes none'],
    ['get', 'hooks?repository=demo/demo', '"repository"; it takes none'],
    ['get', 'ready?x=1', '"x"; it takes none'],
    ['get', 'clock?frozen=true', '"frozen"; it takes none'],
    ['post', 'settle?time=1s', '"time"; there are timeout'],
    ['delete', 'faults?id=1', '"id"; it takes none'],
    ['post', `hooks/${id}/enable?x`, '"x"; it takes none'],
  ] as const;
  for (const [method, path, what] of queries) {
    const { body } = await api[method](`/_mock/${path}`).expect(422);
    expect(body.error_message).toContain(`The query has no field ${what}`);
  }
  // A filter where it is not read would match everything.
  for (const path of ['deliveries/redeliver', 'settle', 'reset', 'snapshots/one', `hooks/${id}/enable`])
    for (const type of ['json', 'form']) {
      const { body } = await api.post(`/_mock/${path}`).type(type).send({ hook: 1 }).expect(422);
      expect(body.error_message).toBe('The body has no field "hook"; it takes none');
    }
  await api.post('/_mock/deliveries/redeliver?evnt=x').expect(422);
  await api.get('/_mock/deliveries/wait?evnt=x').expect(422);
  await api.get('/_mock/deliveries?access_token=atomgit-token').expect(200);
  await settled();
  expect(inbox.rest()).toEqual([]);
});

test('a name that every object of JavaScript has is as unknown as any other', async () => {
  const { api } = await start();
  for (const name of ['constructor', 'prototype', 'valueOf', '__proto__']) {
    const condition = `{ "expect": [{ "${name}": "x", "count": 0 }] }`;
    const answers = [
      await api.get(`/_mock/deliveries/wait?${name}=x&timeout=1ms`),
      await api.post('/_mock/verify').type('json').send(condition),
      await api.post(HOOKS).send({ url: 'http://127.0.0.1:9/', retries: name }),
    ];
    for (const { status, body } of answers)
      expect(`${status} ${body.error_message}`).toMatch(
        /^422 (no field may be called __proto__|.* cannot be asked for|retries must be none, )/,
      );
  }
  const files = { constructor: 'x', prototype: 'y' };
  const { body } = await api.post('/_mock/repositories/demo/demo/commits').send({ files }).expect(201);
  expect(Object.keys(body.files)).toEqual(['constructor', 'prototype']);
  expect((await api.get(HOOKS).expect(200)).body).toEqual([]);
});

test('an empty value in a query counts as left out, but not where all deliveries would be sent again or struck', async () => {
  const server = await start({ hook: { push_events: true } });
  const { api, inbox, hookId, settled } = server;
  await sendTest(server, hookId);
  const none = 'repository=&hook=&event=&status=&cursor=&limit=';
  for (const path of [`deliveries?event_id=&${none}`, `events?${none}`, `deliveries/wait?timeout=&count=`])
    expect((await api.get(`/_mock/${path}`).expect(200)).body.items).toHaveLength(1);
  expect((await api.get(`/_mock/deliveries.har?${none}`).expect(200)).body.log.entries).toHaveLength(1);
  await api.post('/_mock/settle?timeout=&repository=&hook=').expect(200);
  await api.post(`${HOOKS}/${hookId}/tests?event=`).expect(204);
  await settled();
  const sent = inbox.history.length;
  for (const filter of ['repository', 'hook', 'event', 'status']) {
    const { body } = await api.post(`/_mock/deliveries/redeliver?${filter}=`).expect(422);
    expect(body.error_message).toBe(`${filter} must not be empty: without it, everything matches`);
  }
  const orders = ['repository', 'hook', 'event'].map((filter) => [filter, { kind: 'drop' }] as const);
  const ofCalls = ['method', 'path'].map((filter) => [filter, { on: 'api', kind: 'rate_limit' }] as const);
  for (const [filter, order] of [...orders, ...ofCalls]) {
    const fault = await api.post('/_mock/faults').send({ ...order, [filter]: '' });
    expect([fault.status, fault.body.error_message]).toEqual([
      422,
      expect.stringContaining(`${filter} must`),
    ]);
  }
  // What a test expects.
  await api.get('/_mock/deliveries/wait?event=').expect(422);
  await api
    .post('/_mock/verify')
    .send({ expect: [{ event: '' }] })
    .expect(422);
  await settled();
  expect(inbox.history).toHaveLength(sent);
});

test('with --strict-fields, a body of the API with a field that it does not know is refused and changes nothing', async () => {
  const { api, inbox } = await start({ settings: { strictFields: true } });
  const refused = await api.post(HOOKS).send({ url: inbox.url, note_event: true }).expect(422);
  expect(refused.body.error_message).toMatch(
    /^The body has no field "note_event"; there are url, password, .*note_events/,
  );
  await api.post(HOOKS).type('form').send({ url: inbox.url, push: 1 }).expect(422);
  expect((await api.get(HOOKS).expect(200)).body).toEqual([]);
  const known = { url: inbox.url, note_events: true, access_token: 'atomgit-token' };
  const { body } = await api.post(HOOKS).send(known).expect(200);
  await api.patch(`${HOOKS}/${body.id}`).send({ URL: 'http://127.0.0.1:1/' }).expect(422);
  await api.post('/api/v5/user/repos').send({ name: 'new', visible: true }).expect(422);
  await api.get('/api/v5/repos/atomgit/new').expect(404);
  await api.post(`${REPOSITORY}/pulls`).send({ titel: 'x' }).expect(422);
});

test('with --strict-fields, documented fields that have no effect are accepted', async () => {
  const server = await start({ settings: { strictFields: true } });
  await pushFeature(await server.clone());
  const number = await openRequest(server, { issue: '1' });
  const note = { body: 'x', need_to_resolve: true };
  const { body } = await server.api.post(`${REPOSITORY}/pulls/${number}/comments`).send(note).expect(200);
  expect(body).toMatchObject({ body: 'x' });
});
