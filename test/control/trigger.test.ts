import { expect, test } from 'vitest';
import { Inbox } from '../support/http/inbox.js';
import { openRequest, pushFeature } from '../support/merge-requests/merge-requests.js';
import { start } from '../support/server/start.js';

const TRIGGER = '/_mock/trigger';
const HOOKS = '/api/v5/repos/demo/demo/hooks';

test('an event is triggered at the hooks that want it, in their dialects, with fields of the caller', async () => {
  const server = await start({ hook: { push_events: true } });
  const { api, inbox, hook, settled } = server;
  const production = await Inbox.open();
  await hook({
    url: production.url,
    push_events: true,
    dialect: 'gitcode',
    password: 'p',
    encryption_type: 1,
  });
  const silent = await Inbox.open();
  await hook({ url: silent.url, push_events: false, note_events: true });
  const overrides = { user_name: 'x', 'commits.0.message': '中文\n', 'repository.name': 'other' };
  const { body } = await api
    .post(TRIGGER)
    .send({ repository: 'demo/demo', event: 'push_events', overrides })
    .expect(202);
  expect(body.items).toMatchObject([{ dialect: 'documented' }, { dialect: 'gitcode' }]);
  const changed = { user_name: 'x', repository: { name: 'other' }, commits: [{ message: '中文\n' }] };
  const [call, rich] = [await inbox.next(), await production.next()];
  expect(call.body).toMatchObject(changed);
  expect(Object.keys(call.body as object).slice(0, 4)).toEqual(['object_kind', 'before', 'after', 'ref']);
  expect(call.headers['x-atomgit-delivery']).toBe(body.items[0].id);
  expect(rich.body).toMatchObject({ ...changed, event_name: 'push', uuid: body.items[1].id });

  await settled();
  const { body: logged } = await api.get(`/_mock/deliveries/${body.items[0].id}`).expect(200);
  expect(logged).toMatchObject({ status: 'delivered', request: { body: call.text } });
  await api.post(`/_mock/deliveries/${body.items[0].id}/redeliver`).expect(202);
  expect((await inbox.next()).text).toBe(call.text);
  const { body: events } = await api.get('/_mock/events?limit=1').expect(200);
  expect(events.items[0]).toMatchObject({
    kind: 'deliveries-triggered',
    event: 'Push Hook',
    payload: changed,
  });
  expect(silent.rest()).toEqual([]);
});

test('any event goes in any dialect to a given hook or to a URL, which gets a hook that listens to nothing', async () => {
  const server = await start();
  const { api, clone, hook, inbox, settled } = server;
  const work = await clone();
  await pushFeature(work);
  await work.push('HEAD:refs/tags/v1');
  await openRequest(server);
  await api.post('/api/v5/repos/demo/demo/pulls/1/comments').send({ body: 'x' }).expect(200);
  await api.post('/api/v5/repos/demo/issues').send({ repo: 'demo', title: 'x' }).expect(200);
  const id = await hook({ url: inbox.url, push_events: false });
  const elsewhere = await Inbox.open();
  const order = { repository: 'demo/demo', dialect: 'gitcode' };
  for (const [event, header] of [
    ['push', 'Push Hook'],
    ['tag_push', 'Tag Push Hook'],
    ['note', 'Note Hook'],
    ['Merge Request Hook', 'Merge Request Hook'],
    ['issue', 'Issue Hook'],
    ['test_hook', 'Push Hook'],
  ]) {
    await api
      .post(TRIGGER)
      .send({ ...order, event, hook: id })
      .expect(202);
    await api
      .post(TRIGGER)
      .send({ ...order, event, url: elsewhere.url })
      .expect(202);
    for (const call of [await inbox.next(), await elsewhere.next()])
      expect(call.headers['x-gitcode-event']).toBe(header);
  }
  const { body: hooks } = await api.get(HOOKS).expect(200);
  expect(hooks.map(({ url }: { url: string }) => url)).toEqual([inbox.url, elsewhere.url]);
  await work.commit('later');
  await work.push('HEAD:refs/heads/later');
  await settled();
  expect([...inbox.rest(), ...elsewhere.rest()]).toEqual([]);
});

test('an event in a dialect that no hook has is as full as in a hook of that dialect', async () => {
  const { api, clone } = await start();
  const elsewhere = await Inbox.open();
  const work = await clone();
  const sha = await work.sha();
  await work.git('tag', '-a', '-m', 'the first', 'v1');
  await work.git('push', '-q', 'origin', 'v1');
  const order = { repository: 'demo/demo', dialect: 'gitcode', url: elsewhere.url };
  await api
    .post(TRIGGER)
    .send({ ...order, event: 'tag_push' })
    .expect(202);
  expect((await elsewhere.next()).body).toMatchObject({
    base_ref: 'refs/heads/master',
    message: 'the first',
    checkout_sha: sha,
    commits: [{ id: sha }],
  });
});

test('a comment that is triggered or tested is one that the dialect has, though one on an issue is newer', async () => {
  const server = await start({ hook: { push_events: true } });
  const { api, clone, hookId, inbox } = server;
  const sha = await (await clone()).sha();
  await api.post(`/api/v5/repos/demo/demo/commits/${sha}/comments`).send({ body: 'Hm' }).expect(200);
  await api.post('/api/v5/repos/demo/issues').send({ repo: 'demo', title: 'x' }).expect(200);
  await api.post('/api/v5/repos/demo/demo/issues/1/comments').send({ body: 'x' }).expect(200);
  await api.post(TRIGGER).send({ repository: 'demo/demo', event: 'note', hook: hookId }).expect(202);
  expect((await inbox.next()).body).toMatchObject({ object_attributes: { note: 'Hm' } });
  await api.post(`${HOOKS}/${hookId}/tests?event=note`).expect(204);
  expect((await inbox.next()).body).toMatchObject({ object_attributes: { note: 'Hm' } });
});

test('a merged request that is triggered tells of its merge, a closed issue of its closing', async () => {
  const server = await start();
  const { api, clone } = server;
  const elsewhere = await Inbox.open();
  await pushFeature(await clone());
  await openRequest(server);
  await api.put('/api/v5/repos/demo/demo/pulls/1/merge').send({}).expect(200);
  await api.post('/api/v5/repos/demo/issues').send({ repo: 'demo', title: 'x' }).expect(200);
  await api.patch('/api/v5/repos/demo/issues/1').send({ repo: 'demo', state: 'closed' }).expect(200);
  const order = { repository: 'demo/demo', dialect: 'gitcode', url: elsewhere.url };
  for (const [event, changes] of [
    [
      'merge_request',
      { state: { previous: 'opened', current: 'merged' }, merge_commit_sha: { previous: null } },
    ],
    ['issue', { state: { previous: 'opened', current: 'closed' }, closed_at: { previous: null } }],
  ] as const) {
    await api
      .post(TRIGGER)
      .send({ ...order, event })
      .expect(202);
    const { body } = await elsewhere.next();
    expect(body).toMatchObject({ changes });
    expect(body).not.toHaveProperty('changes.title');
  }
});

test('an invalid trigger is refused with its path, and nothing is sent or recorded', async () => {
  const { api, inbox, hookId, settled } = await start({ hook: { push_events: true } });
  const order = { repository: 'demo/demo', event: 'push' };
  const refusals: [object, RegExp, number?][] = [
    [{ ...order, overrides: { colour: 'red' } }, /"colour" is not in the payload of dialect documented/],
    [{ ...order, overrides: { 'commits.7.message': 'x' } }, /"commits\.7\.message" is not in the payload/],
    [{ ...order, overrides: { ['__proto__']: 1 } }, /no field may be called __proto__/],
    [{ ...order, overrides: { 'constructor.name': 'x' } }, /is not in the payload/],
    [{ ...order, overrides: { constructor: 'x' } }, /is not in the payload/],
    [{ ...order, overrides: { user_id: 'x' } }, /^overrides: user_id must be integer/],
    [{ ...order, overrides: { 'commits.0.id': 'abc' } }, /^overrides: commits\.0\.id must match pattern/],
    [
      { ...order, overrides: { 'repository.visibility_level': 7 } },
      /visibility_level must be equal to one of/,
    ],
    [
      { ...order, overrides: { repository: { name: 'x' } } },
      /^overrides: repository must have required property/,
    ],
    [{ ...order, overrides: ['x'] }, /^overrides must be an object/],
    [{ ...order, url: 'http://127.0.0.1:1/', overrides: { user_id: null } }, /user_id must be integer/],
    [{ ...order, event: 'pull' }, /^event must be one of test_hook, push/],
    [{ ...order, dialect: 'klingon' }, /^dialect must be one of/],
    [{ ...order, hook: 999 }, /Hook 999 does not exist/, 404],
    [{ ...order, hook: hookId, url: inbox.url }, /a hook or a url, but not both/],
    [{ ...order, url: 'ftp://x' }, /./],
    [{ ...order, repository: 'demo' }, /^repository must be like demo\/demo/],
    [{ ...order, repository: 'demo/none' }, /does not exist/, 404],
    [{ ...order, event: 'note' }, /has no comments yet/],
    [{ ...order, evnt: 'push' }, /has no field "evnt"/],
  ];
  for (const [sent, message, status = 422] of refusals) {
    const { body } = await api.post(TRIGGER).send(sent).expect(status);
    expect(body.error_message).toMatch(message);
  }
  await settled();
  expect(inbox.rest()).toEqual([]);
  expect((await api.get(HOOKS).expect(200)).body).toHaveLength(1);
  expect((await api.get('/_mock/deliveries').expect(200)).body.items).toEqual([]);
});
