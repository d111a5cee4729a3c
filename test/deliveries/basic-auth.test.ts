import { spawnSync } from 'node:child_process';
import request from 'supertest';
import { expect, test } from 'vitest';
import { Inbox, type Call } from '../support/http/inbox.js';
import { ServerProcess } from '../support/server/server-process.js';
import { start } from '../support/server/start.js';

const HOOKS = '/api/v5/repos/demo/demo/hooks';

/** A receiver that lets in one user only, as Jenkins behind a login does. */
async function guarded(credentials: string | Buffer): Promise<Inbox> {
  const inbox = await Inbox.open();
  const expected = `Basic ${Buffer.from(credentials).toString('base64')}`;
  inbox.answer = (call, response) => {
    const isLetIn = call.headers['authorization'] === expected;
    response.writeHead(isLetIn ? 200 : 401, { 'WWW-Authenticate': 'Basic realm="job"' }).end();
  };
  return inbox;
}

const withUserinfo = ({ port }: Inbox, userinfo: string, path = 'project/test-job') =>
  `http://${userinfo}@127.0.0.1:${port}/${path}`;

/** What stands in the URL, and what a server that demands Basic authentication is to get. */
const USERINFO: readonly (readonly [string, string | Buffer])[] = [
  ['userName:password', 'userName:password'],
  ['user%40host:pass%3Aword', 'user@host:pass:word'],
  ['a%2Fb:c%2Fd', 'a/b:c/d'],
  ['100%25:%25', '100%:%'],
  ['per%zent:50%', 'per%zent:50%'],
  ['user+name:p+w+', 'user+name:p+w+'],
  ['user%20name:p%20w', 'user name:p w'],
  ['用户:пароль', '用户:пароль'],
  ['%E7%94%A8%E6%88%B7:%D0%BF', '用户:п'],
  ['latin:%E9', Buffer.from('latin:\u00E9', 'latin1')],
  ["~user_.-!$&'()*,;=:~pass", "~user_.-!$&'()*,;=:~pass"],
  ['user:', 'user:'],
  ['user', 'user:'],
  [':password', ':password'],
];

test('a receiver that demands Basic authentication lets deliveries in, however name and password are written', async () => {
  const { api, hook, settled } = await start();
  const hookIds: number[] = [];
  for (const [userinfo, credentials] of USERINFO) {
    const receiver = await guarded(credentials);
    const id = await hook({ url: withUserinfo(receiver, userinfo) });
    hookIds.push(id);
    await api.post(`${HOOKS}/${id}/tests`).expect(204);
    const call = await receiver.next();
    expect.soft(call.path, userinfo).toBe('/project/test-job');
    expect.soft(call.headers['host'], userinfo).toBe(`127.0.0.1:${receiver.port}`);
  }
  await settled();
  const { body } = await api.get(`${HOOKS}?per_page=100`).expect(200);
  const results = body.map((shown: { result_code: number }) => shown.result_code);
  expect(results).toEqual(USERINFO.map(() => 200));
});

test('a wrong password is a failed delivery, and a URL without userinfo carries no Authorization', async () => {
  const receiver = await guarded('userName:password');
  const { api, inbox, hook, hookId, settled } = await start({ hook: {} });
  const locked = await hook({ url: withUserinfo(receiver, 'userName:wrong') });
  for (const id of [hookId, locked]) await api.post(`${HOOKS}/${id}/tests`).expect(204);
  expect((await inbox.next()).headers).not.toHaveProperty('authorization');
  await settled();
  const { body } = await api.get(`${HOOKS}/${locked}`).expect(200);
  expect(body).toMatchObject({ result_code: 401, result: expect.stringContaining('401') });
});

test('userinfo, secret and secrets in the query reach the receiver and nothing else: no Host, no log, no page of it', async () => {
  const receiver = await guarded('deploy:hunter2');
  const server = await ServerProcess.ready(['--port', '0', '--ephemeral']);
  const api = request(server.url);
  const query = 'job=demo&token=abc-1&X-Hook-Secret=abc-2&%61pi_key=abc-3;sig=abc-4&empty=&b=/x?y';
  const url = withUserinfo(receiver, 'deploy:hunter2', `job?${query}&u=9f1c7e52b8a04d6e&0c9e5a9b7d3f4a21`);
  const { body: hook } = await api.post(HOOKS).send({ url, password: 'tr0ub4dor' }).expect(200);
  expect(hook.url).toBe(url);
  await api.post(`${HOOKS}/${hook.id}/tests`).expect(204);
  const call = await receiver.next();
  expect(call.path).toBe(new URL(url).pathname + new URL(url).search);
  expect(call.headers['x-atomgit-token']).toBe('tr0ub4dor');
  await api.post('/_mock/settle').expect(200);
  await receiver.close();
  await api.post(`${HOOKS}/${hook.id}/tests`).expect(204);
  await api.post('/_mock/settle').expect(200);

  const list = await api.get('/_mock/deliveries').expect(200);
  const details = [];
  for (const { id } of list.body.items) details.push(await api.get(`/_mock/deliveries/${id}`).expect(200));
  expect(details.map(({ body }) => body.status)).toEqual(['failed', 'delivered']);
  const shown = '/job?job=demo&token=***&X-Hook-Secret=***&%61pi_key=***;sig=***&empty=&b=/x?y&u=***&***';
  for (const { body } of details) {
    expect(body.request.url).toBe(`http://***@127.0.0.1:${receiver.port}${shown}`);
    expect(body.request.line).toBe(`POST ${shown} HTTP/1.1`);
    expect(body.request.headers).toMatchObject({
      host: `127.0.0.1:${receiver.port}`,
      Authorization: 'Basic ***',
      'X-AtomGit-Token': '***',
    });
  }
  const refused = await api
    .patch(`${HOOKS}/${hook.id}`)
    .send({ url: `${url} ` })
    .expect(422);
  const invalid = await api
    .patch(`${HOOKS}/${hook.id}`)
    .send({ url: url.replace('http:', 'ftp:') })
    .expect(422);
  const views = [
    await api.get('/_mock/hooks'),
    await api.get(`/_mock/hooks/${hook.id}`),
    await api.get('/_mock/deliveries.har'),
    await api.get(`/_mock/deliveries/${list.body.items[0].id}/curl`),
  ].map(({ text }) => text);
  expect(views.join('\n').split(`${receiver.port}/job?job=demo&token=`)).toHaveLength(6);
  const stream = await recorded(server.url, 2);
  expect(stream).toContain(shown);
  const { stdout, stderr } = await server.kill('SIGTERM');
  expect(stderr).toContain(`127.0.0.1:${receiver.port}/job`);
  expect(stderr).toContain(shown);
  const answers = [list, refused, invalid, ...details].map(({ text }) => text);
  const everything = [...answers, ...views, stream, stdout, stderr].join('\n');
  const secrets = ['deploy', 'hunter2', 'tr0ub4dor', Buffer.from('deploy:hunter2').toString('base64')];
  secrets.push('abc-', '9f1c7e52b8a04d6e', '0c9e5a9b7d3f4a21');
  for (const secret of secrets) expect(everything).not.toContain(secret);
});

/** What the stream says from the beginning until so many attempts have been told. */
async function recorded(url: string, attempts: number): Promise<string> {
  const { body } = await fetch(`${url}/_mock/stream`, { headers: { 'Last-Event-ID': '0.0.0' } });
  const reader = body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  while ([...text.matchAll(/^event: attempt\ndata: .*$/gm)].length < attempts) {
    text += (await reader?.read())?.value ?? '';
  }
  await reader?.cancel();
  return text;
}

/** What somebody who checks a signature by hand would type. */
const COMMAND = 'openssl';

const openssl = (key: string, bytes: Buffer): string => {
  const { stdout } = spawnSync(COMMAND, ['dgst', '-sha256', '-hmac', key], { input: bytes });
  return /[0-9a-f]{64}/.exec(stdout.toString())?.[0] ?? '';
};

const secretHeaders = ({ headers }: Call) => ({
  token: headers['x-atomgit-token'],
  signature: headers['x-atomgit-signature-256'],
});

test('a secret travels as it is, or as a signature over the very bytes of the body that openssl confirms', async () => {
  const { inbox, hook, clone } = await start();
  const secret = 'gêheim 密码';
  await hook({ url: inbox.url, password: secret, encryption_type: 0 });
  await hook({ url: inbox.url, password: secret, encryption_type: '1' });
  await hook({ url: inbox.url, encryption_type: 1 });
  const work = await clone();
  await work.commit('说明 ☃ "quoted"');
  await work.push();
  const calls = await inbox.several(3);
  const bytes = calls[0]?.bytes ?? Buffer.alloc(0);
  expect(calls.map((call) => call.bytes.equals(bytes))).toEqual([true, true, true]);
  const asHeader = Buffer.from(secret).toString('latin1');
  expect(calls.map(secretHeaders)).toEqual(
    expect.arrayContaining([
      { token: asHeader, signature: undefined },
      { token: undefined, signature: `sha256=${openssl(secret, bytes)}` },
      { token: undefined, signature: undefined },
    ]),
  );
});

test('a hook may change between sending its secret and signing with it', async () => {
  const { api, inbox, hookId, settled } = await start({ hook: { password: 'first' } });
  const tested = async (change: object) => {
    await api.patch(`${HOOKS}/${hookId}`).send(change).expect(200);
    await api.post(`${HOOKS}/${hookId}/tests`).expect(204);
    await settled();
    return inbox.next();
  };
  expect(secretHeaders(await tested({}))).toEqual({ token: 'first', signature: undefined });
  const signed = await tested({ encryption_type: 1 });
  expect(secretHeaders(signed)).toEqual({
    token: undefined,
    signature: `sha256=${openssl('first', signed.bytes)}`,
  });
  expect(secretHeaders(await tested({ encryption_type: 0, password: 'second' })).token).toBe('second');
  expect(secretHeaders(await tested({ password: '' }))).toEqual({ token: undefined, signature: undefined });
  for (const value of [2, -1, 'sha256']) {
    const { body } = await api
      .patch(`${HOOKS}/${hookId}`)
      .send({ encryption_type: value, password: 'lost' })
      .expect(422);
    expect(body.error_message).toMatch(/^encryption_type must be .* 0 (to|or) 1/);
    expect(body.error_message).toContain(JSON.stringify(value));
  }
  expect((await api.get(`${HOOKS}/${hookId}`).expect(200)).body.password).toBe('');
});
