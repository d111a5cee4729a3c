import { expect, test } from 'vitest';
import { Clone } from '../support/git/clone.js';
import { Inbox } from '../support/http/inbox.js';
import { start } from '../support/server/start.js';

const HOOKS = '/api/v5/repos/demo/demo/hooks';
const ZERO_SHA = '0'.repeat(40);

test('Test Hook sends the newest two commits of the default branch, and only these two keys', async () => {
  const { api, inbox, hookId, clone, settled } = await start({ hook: { push_events: false } });
  const work = await clone();
  const testHook = async () => {
    await api.post(`${HOOKS}/${hookId}/tests`).expect(204);
    return inbox.next();
  };
  const shas = async () => `{"before":"${await work.sha('HEAD~1')}","after":"${await work.sha()}"}`;

  const call = await testHook();
  expect(call.text).toBe(await shas());
  expect(call.headers).toMatchObject({ 'x-atomgit-event': 'Push Hook', 'content-type': 'application/json' });
  await work.commit('newer');
  await work.push();
  const expected = await shas();
  expect((await testHook()).text).toBe(expected);
  await work.commit('elsewhere');
  await work.push('HEAD:refs/heads/feature');
  expect((await testHook()).text).toBe(expected);
  await settled();
  expect(inbox.rest()).toEqual([]);
});

test('a test may be asked for with or without a body, and answers 204 with none', async () => {
  const { api, inbox, hookId } = await start({ hook: {} });
  const at = `${HOOKS}/${hookId}/tests`;
  const asked = [
    api.post(at),
    api.post(at).type('json'),
    api.post(at).send({}),
    api.post(at).type('form').send({ unknown: '1' }),
  ];
  for (const testHook of asked) {
    expect((await testHook.expect(204)).text).toBe('');
    await inbox.next();
  }
});

test('with a single commit the one before it is zeros', async () => {
  const { api, inbox, hook, clone } = await start();
  await api.post('/api/v5/user/repos').send({ name: 'one', auto_init: true }).expect(200);
  const id = await hook({ url: inbox.url }, '/api/v5/repos/atomgit/one/hooks');
  await api.post(`/api/v5/repos/atomgit/one/hooks/${id}/tests`).expect(204);
  const sha = await (await clone('atomgit/one')).sha();
  expect((await inbox.next()).text).toBe(`{"before":"${ZERO_SHA}","after":"${sha}"}`);
});

test('with a merge on top the one before it is the commit that git log shows next', async () => {
  const { api, inbox, hookId, clone } = await start({ hook: { push_events: false } });
  const work = await clone();
  await work.git('checkout', '--quiet', '-b', 'side', 'HEAD~1');
  await work.commit('on the side');
  await work.git('checkout', '--quiet', 'master');
  await work.git('merge', '--quiet', '--no-ff', '--message', 'merge', 'side');
  await work.push();
  await api.post(`${HOOKS}/${hookId}/tests`).expect(204);
  const [after, before] = (await work.git('log', '-2', '--format=%H')).split('\n');
  expect((await inbox.next()).body).toEqual({ before, after });
});

test('an empty repository has nothing to test with, and says so', async () => {
  const { api, inbox, hook, remote, settled } = await start();
  await api.post('/api/v5/user/repos').send({ name: 'empty', default_branch: 'trunk' }).expect(200);
  const hooks = '/api/v5/repos/atomgit/empty/hooks';
  const id = await hook({ url: inbox.url, push_events: false }, hooks);
  const { body } = await api.post(`${hooks}/${id}/tests`).expect(422);
  expect(body.error_message).toMatch(/atomgit\/empty has no commits on trunk/);
  await settled();
  expect(inbox.rest()).toEqual([]);
  expect((await api.get('/_mock/deliveries').expect(200)).body.items).toEqual([]);
  expect((await api.get(`${hooks}/${id}`).expect(200)).body.result).toBeNull();

  const work = await Clone.empty(remote('atomgit/empty'), 'trunk');
  const sha = await work.commit('first');
  await work.push('trunk');
  await api.post(`${hooks}/${id}/tests`).expect(204);
  expect((await inbox.next()).body).toEqual({ before: ZERO_SHA, after: sha });
});

test('a test goes to the tested hook alone and shows on it alone', async () => {
  const { api, inbox, hookId, hook, settled } = await start({ hook: {} });
  const other = await Inbox.open();
  const [twin, stranger] = [await hook({ url: inbox.url }), await hook({ url: other.url })];
  inbox.answer = (_call, response) => void response.writeHead(202).end();
  await api.post(`${HOOKS}/${hookId}/tests`).expect(204);
  await settled();
  expect(inbox.rest()).toHaveLength(1);
  expect(other.rest()).toEqual([]);
  const { body } = await api.get(HOOKS).expect(200);
  expect(body).toMatchObject([
    { id: hookId, result: 'success', result_code: 202 },
    { id: twin, result: null, result_code: 0 },
    { id: stranger, result: null, result_code: 0 },
  ]);
});

test('a test of a hook whose receiver is down is answered at once and shows the error', async () => {
  const { api, inbox, hookId, settled } = await start({ hook: {} });
  await inbox.close();
  await api.post(`${HOOKS}/${hookId}/tests`).expect(204);
  await settled();
  const { body } = await api.get(`${HOOKS}/${hookId}`).expect(200);
  expect(body).toMatchObject({ result_code: 0, result: expect.stringContaining(`127.0.0.1:${inbox.port}`) });
});
