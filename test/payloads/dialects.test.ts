import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import type { Call } from '../support/http/inbox.js';
import { start } from '../support/server/start.js';

const HOOKS = '/api/v5/repos/demo/demo/hooks';
const NAMES = /^(x-(atomgit|gitcode|codeup)-.*|user-agent)$/;

/** The headers that differ from dialect to dialect. */
const headersOf = ({ headers }: Call) =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => NAMES.test(name)));

const signature = (call: Call) => `sha256=${createHmac('sha256', 'pass').update(call.bytes).digest('hex')}`;
const uuid = expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);

test('each dialect has its own headers for event, delivery, password, signature and sender', async () => {
  const { inbox, hook, api } = await start();
  const sent = async (fields: object) => {
    const id = await hook({ url: inbox.url, password: 'pass', ...fields });
    await api.post(`${HOOKS}/${id}/tests`).expect(204);
    const call = await inbox.next();
    return { call, headers: headersOf(call) };
  };
  expect((await sent({})).headers).toEqual({
    'user-agent': 'AtomGit-Hookshot',
    'x-atomgit-event': 'Push Hook',
    'x-atomgit-delivery': uuid,
    'x-atomgit-token': 'pass',
  });
  const gitcode = await sent({ dialect: 'gitcode' });
  expect(gitcode.headers).toEqual({
    'user-agent': 'git-gitcode-hook',
    'x-gitcode-event': 'Push Hook',
    'x-atomgit-event': 'Push Hook',
    'x-gitcode-delivery': uuid,
    'x-atomgit-delivery': gitcode.headers['x-gitcode-delivery'],
    'x-gitcode-token': 'pass',
  });
  const signed = await sent({ dialect: 'gitcode', encryption_type: 1 });
  expect(signed.headers).toMatchObject({ 'x-gitcode-signature-256': signature(signed.call) });
  expect(signed.headers).not.toHaveProperty('x-gitcode-token');
  expect((await sent({ dialect: 'codeup' })).headers).toEqual({
    'user-agent': 'Codeup-Hook',
    'x-codeup-event': 'Push Hook',
    'x-codeup-delivery': uuid,
    'x-codeup-token': 'pass',
  });
  // The ancestor signs nothing.
  expect(Object.keys((await sent({ dialect: 'codeup', encryption_type: 1 })).headers).sort()).toEqual([
    'user-agent',
    'x-codeup-delivery',
    'x-codeup-event',
  ]);
});

test('the log masks the password in every dialect', async () => {
  const { inbox, hook, api, settled } = await start();
  for (const dialect of ['documented', 'gitcode', 'codeup']) {
    const id = await hook({ url: inbox.url, password: 'hush', dialect });
    await api.post(`${HOOKS}/${id}/tests`).expect(204);
    await settled();
    const { body } = await api.get(`/_mock/deliveries?hook=${id}`).expect(200);
    expect(body.items).toMatchObject([{ dialect }]);
    for (const view of ['', '/curl'])
      expect((await api.get(`/_mock/deliveries/${body.items[0].id}${view}`)).text).not.toContain('hush');
  }
});

test('one push goes to each hook in its own dialect; the ancestor has the documented body', async () => {
  const { inbox, hook, clone } = await start({ settings: { dialect: 'codeup' } });
  for (const dialect of [undefined, 'documented', 'gitcode']) await hook({ url: inbox.url, dialect });
  const work = await clone();
  await work.commit('hello');
  await work.push();
  const calls = await inbox.several(3);
  const by = (header: string) => calls.find(({ headers }) => header in headers);
  const [codeup, gitcode] = [by('x-codeup-event'), by('x-gitcode-event')];
  const documented = calls.find((call) => call !== codeup && call !== gitcode);
  expect(codeup?.text).toBe(documented?.text);
  expect(documented?.headers['x-atomgit-event']).toBe('Push Hook');
  expect(gitcode?.body).toMatchObject({ event_name: 'push' });
});

test('a delivery that waits keeps the dialect in which it was put on record', async () => {
  const { api, inbox, hookId, clone, settled } = await start({ hook: { dialect: 'gitcode' } });
  const release = inbox.hold();
  const work = await clone();
  for (const message of ['one', 'two']) {
    await work.commit(message);
    await work.push();
  }
  await inbox.next();
  await api.patch(`${HOOKS}/${hookId}`).send({ dialect: 'codeup' }).expect(200);
  release();
  expect((await inbox.next()).headers).toHaveProperty('x-gitcode-event');
  await settled();
  await work.commit('three');
  await work.push();
  const later = await inbox.next();
  expect(later.headers).toHaveProperty('x-codeup-event');
  expect(later.body).not.toHaveProperty('event_name');
});

test('an unknown dialect is refused by the API with the known ones', async () => {
  const { api } = await start();
  const { body } = await api.post(HOOKS).send({ url: 'http://127.0.0.1:1/', dialect: 'gitea' }).expect(422);
  expect(JSON.stringify(body)).toMatch(/dialect must be one of documented, gitcode, codeup, but is .*gitea/);
});
