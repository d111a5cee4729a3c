import { createHash } from 'node:crypto';
import { expect, onTestFinished, test, vi } from 'vitest';
import { Clone } from '../support/git/clone.js';
import { start, type Started } from '../support/server/start.js';

const RETURN_TO = 'http://127.0.0.1:9/callback?from=ci';
const STOPPED = { clock: new Date('2026-01-01T00:00:00Z'), seed: 'none' } as const;
const SCOPES = 'all_user all_key all_groups all_projects all_pr all_issue all_note all_hook all_repository';
const ASKED = { client_id: 'ci', redirect_uri: RETURN_TO, response_type: 'code', state: 'a b&c' };
const FORM = 'application/x-www-form-urlencoded';

const V5 = '/oauth/authorize';
const OLDER = '/login/oauth/authorize';

const authorize = async ({ api }: Started, query: object = {}, path = V5) => {
  const { headers } = await api
    .get(path)
    .query({ ...ASKED, ...query })
    .expect(302);
  return new URL(String(headers['location'])).searchParams;
};

const codeFrom = async (server: Started, query: object = {}, path = V5) =>
  String((await authorize(server, query, path)).get('code'));

const exchange = ({ api }: Started, fields: object) =>
  api
    .post('/oauth/token')
    .type('form')
    .send({ grant_type: 'authorization_code', client_id: 'ci', ...fields });

const advance = ({ api }: Started, by: string) => api.post('/_mock/clock/advance').send({ by }).expect(200);

const loginOf = async ({ api }: Started, token: string) =>
  (await api.get('/api/v5/user').set('Authorization', `Bearer ${token}`).expect(200)).body.login;

test('a parameter without a value counts as left out', async () => {
  const server = await start();
  const empty = {
    login_hint: '',
    code_challenge: '',
    code_challenge_method: '',
    response_type: '',
    scope: '',
  };
  const code = await codeFrom(server, empty);
  const { body } = await exchange(server, { code, redirect_uri: '', code_verifier: '' }).expect(200);
  expect(await loginOf(server, body.access_token)).toBe('atomgit');
});

test('an open server lets any application in at once, and both families answer as documented', async () => {
  const server = await start({ settings: STOPPED });
  const { api } = server;
  await api.post('/_mock/users').send({ login: 'ada', token: 'ada-token' }).expect(201);
  const sent = await api
    .get(V5)
    .query({ ...ASKED, login_hint: 'ada' })
    .expect(302);
  expect(sent.headers['location']).toMatch(
    /^http:\/\/127\.0\.0\.1:9\/callback\?from=ci&code=\w{40}&state=a\+b%26c$/,
  );
  const code = String(new URL(String(sent.headers['location'])).searchParams.get('code'));
  const { body, headers } = await exchange(server, { code, redirect_uri: RETURN_TO }).expect(200);
  expect(body).toEqual({
    access_token: expect.stringMatching(/^atu_\w{40}$/),
    expires_in: 1_296_000,
    refresh_token: expect.stringMatching(/^refresh_\w{40}$/),
    scope: SCOPES,
    created_at: '2026-01-01T00:00:00.000Z',
  });
  expect(headers['cache-control']).toBe('no-store');
  expect(await loginOf(server, body.access_token)).toBe('ada');
  const inQuery = await api.get('/api/v5/user').query({ access_token: body.access_token });
  expect(inQuery.body.login).toBe('ada');

  const olderCode = await codeFrom(server, { response_type: undefined }, OLDER);
  const older = await api
    .post('/login/oauth/access_token')
    .send({ client_id: 'ci', client_secret: 'whatever', code: olderCode })
    .expect(200);
  const day = 86_400_000;
  expect(older.body).toEqual({
    access_token: expect.stringMatching(/^atu_\w{40}$/),
    expires_in: STOPPED.clock.getTime() + 15 * day,
    refresh_token: expect.stringMatching(/^refresh_\w{40}$/),
    refresh_token_expires_in: STOPPED.clock.getTime() + 30 * day,
  });
  const user = await api.get('/user').set('Authorization', `Bearer ${older.body.access_token}`).expect(200);
  expect(user.body.login).toBe('atomgit');
});

test('a token lasts whole seconds, though time passes while it is made', async () => {
  const server = await start();
  const code = await codeFrom(server);
  let time = Date.now();
  const passing = vi.spyOn(Date, 'now').mockImplementation(() => (time += 1));
  onTestFinished(() => passing.mockRestore());
  const { body } = await exchange(server, { code }).expect(200);
  expect(body.expires_in).toBe(1_296_000);
});

test('tokens expire with the clock and are renewed once each; codes work once and for ten minutes', async () => {
  const server = await start({ settings: STOPPED });
  const { api } = server;
  const code = await codeFrom(server, { scope: 'all_user' });
  const { body: first } = await exchange(server, { code }).expect(200);
  expect(first.scope).toBe('all_user');
  await advance(server, '15d');
  const refused = await api.get('/api/v5/user').set('PRIVATE-TOKEN', first.access_token).expect(401);
  expect(refused.body).toEqual({ message: '401 Unauthorized' });
  const renew = (fields: object, path = '/oauth/token') =>
    api.post(path).send({ grant_type: 'refresh_token', client_id: 'ci', ...fields });
  await renew({ refresh_token: first.refresh_token, client_id: 'other' }).expect(400);
  const { body: second } = await renew({ refresh_token: first.refresh_token }).expect(200);
  expect(second).toMatchObject({ scope: 'all_user', expires_in: 1_296_000 });
  expect(await loginOf(server, second.access_token)).toBe('atomgit');
  const again = await renew({ refresh_token: first.refresh_token }).expect(400);
  expect(again.body.error).toBe('invalid_grant');
  const alone = { grant_type: 'refresh_token', refresh_token: second.refresh_token };
  const { body: third } = await api.post('/oauth/token').query(alone).expect(200);
  await api.post('/oauth/token').query(alone).expect(400);
  const older = await renew({ refresh_token: third.refresh_token }, '/login/oauth/access_token').expect(200);
  for (const { access_token: revoked } of [second, third])
    await api.get('/api/v5/user').set('PRIVATE-TOKEN', revoked).expect(401);
  expect(await loginOf(server, older.body.access_token)).toBe('atomgit');

  // Somebody else has the code, too: nothing that came of it works any more.
  const used = await exchange(server, { code: await codeFrom(server) }).expect(200);
  expect(await loginOf(server, used.body.access_token)).toBe('atomgit');
  const twice = await codeFrom(server);
  const { body: won } = await exchange(server, { code: twice }).expect(200);
  const lost = await exchange(server, { code: twice }).expect(400);
  expect(lost.body).toMatchObject({ error: 'invalid_grant', error_code: 400 });
  await api.get('/api/v5/user').set('PRIVATE-TOKEN', won.access_token).expect(401);
  await renew({ refresh_token: won.refresh_token }).expect(400);

  const late = await codeFrom(server);
  await advance(server, '10m');
  const { body } = await exchange(server, { code: late }).expect(400);
  expect(body).toMatchObject({ error: 'invalid_grant', error_description: 'code has expired' });
  await advance(server, '30d');
  await renew({ refresh_token: older.body.refresh_token }).expect(400);
});

test('a code goes only to the application that asked for it, as PKCE shows', async () => {
  const server = await start({ settings: STOPPED });
  const code_verifier = 'v'.repeat(43);
  const S256 = createHash('sha256').update(code_verifier).digest('base64url');
  const hashed = { code_challenge: S256, code_challenge_method: 'S256' };
  const plain = { code_challenge: code_verifier };
  for (const asked of [hashed, plain]) {
    const code = await codeFrom(server, asked);
    await exchange(server, { code }).expect(400);
    const wrong = await exchange(server, { code, code_verifier: 'w'.repeat(43) }).expect(400);
    expect(wrong.body.error).toBe('invalid_grant');
    await exchange(server, { code, code_verifier, client_id: 'other' }).expect(400);
    await exchange(server, { code, code_verifier, redirect_uri: 'http://127.0.0.1:9/' }).expect(400);
    await exchange(server, { code, code_verifier }).expect(200);
  }
  await exchange(server, { code: await codeFrom(server), code_verifier }).expect(400);
  const answer = await authorize(server, { ...hashed, code_challenge_method: 'S512' });
  expect(Object.fromEntries(answer)).toMatchObject({ error: 'invalid_request', state: ASKED.state });
});

test('errors have the form of RFC 6749, besides the keys of errors at such a path', async () => {
  const server = await start({ settings: STOPPED });
  const { api } = server;
  const redirected: readonly (readonly [object, string])[] = [
    [{ response_type: 'token' }, 'unsupported_response_type'],
    [{ login_hint: 'nobody' }, 'access_denied'],
  ];
  for (const [query, error] of redirected) expect((await authorize(server, query)).get('error')).toBe(error);
  const shown: readonly object[] = [
    { client_id: undefined },
    { redirect_uri: undefined },
    { redirect_uri: 'javascript:alert(1)//http://' },
    { redirect_uri: 'ci:callback' },
    { redirect_uri: '//evil.example' },
    { redirect_uri: 'http://127.0.0.1/#part' },
    { redirect_uri: 'http://[' },
  ];
  for (const query of shown) {
    const { body, headers } = await api
      .get(V5)
      .query({ ...ASKED, ...query })
      .expect(400);
    expect.soft(body).toMatchObject({ error: 'invalid_request', error_code_name: 'BAD_REQUEST' });
    expect.soft(headers['location']).toBeUndefined();
  }
  const refusal = async (fields: object) => (await exchange(server, fields).expect(400)).body.error;
  expect(await refusal({ grant_type: 'password' })).toBe('unsupported_grant_type');
  expect(await refusal({ grant_type: undefined, code: 'x' })).toBe('invalid_request');
  expect(await refusal({})).toBe('invalid_request');
  expect(await refusal({ client_id: undefined, code: 'x' })).toBe('invalid_request');
  expect(await refusal({ code: 'x' })).toBe('invalid_grant');
  expect(await refusal({ code: ['x', 'y'] })).toBe('invalid_request');
  const older = await api.post('/login/oauth/access_token').send({ client_id: 'ci', code: 'x' }).expect(400);
  expect(older.body).toEqual({
    error: 'invalid_grant',
    error_description: 'code is not known',
    error_code: 400,
    error_message: 'code is not known',
  });
});

test('an application that is registered shows its secret and is sent only where it said', async () => {
  const server = await start({ settings: STOPPED });
  const { api } = server;
  const fields = { name: 'CI', client_id: 'ci', client_secret: 'p:s +%', redirect_uris: [RETURN_TO] };
  const made = await api.post('/_mock/applications').send(fields).expect(201);
  const application = { ...fields, created_at: '2026-01-01T00:00:00.000Z' };
  expect(made.body).toEqual(application);
  await api.post('/_mock/applications').send(fields).expect(409);
  const refused = { name: 'x', redirect_uris: ['myapp://callback'] };
  await api.post('/_mock/applications').send(refused).expect(422);
  const desk = {
    name: 'Desk',
    confidential: false,
    redirect_uris: 'http://127.0.0.1:1/,http://127.0.0.1:2/',
  };
  const { body: publicOne } = await api.post('/_mock/applications').send(desk).expect(201);
  expect(publicOne).toMatchObject({ client_id: expect.stringMatching(/^\w{40}$/), client_secret: null });
  expect((await api.get('/_mock/applications').expect(200)).body.items).toEqual([application, publicOne]);

  for (const redirect_uri of [
    `${RETURN_TO}/`,
    'http://127.0.0.1:9/callback',
    'http://127.0.0.1:8/callback?from=ci',
  ])
    await api
      .get(V5)
      .query({ ...ASKED, redirect_uri })
      .expect(400);
  const code = await codeFrom(server, { redirect_uri: undefined });
  const missing = await exchange(server, { code }).expect(401);
  expect(missing.body).toEqual({
    message: '401 Unauthorized',
    error: 'invalid_client',
    error_description: 'client_secret of "ci" is missing',
  });
  expect(missing.headers['www-authenticate']).toMatch(/^Basic/);
  await exchange(server, { code, client_secret: 'wrong' }).expect(401);
  const inHeader = `ci:${encodeURIComponent(fields.client_secret)}`;
  const { body: tokens } = await api
    .post('/oauth/token')
    .query({ grant_type: 'authorization_code', code })
    .set('Authorization', `Basic ${Buffer.from(inHeader).toString('base64')}`)
    .expect(200);
  const desktop = { client_id: publicOne.client_id, redirect_uri: 'http://127.0.0.1:2/' };
  await exchange(server, { ...desktop, code: await codeFrom(server, desktop) }).expect(200);

  await api.delete('/_mock/applications/ci').expect(204);
  await api.delete('/_mock/applications/ci').expect(404);
  await api.get('/api/v5/user').set('PRIVATE-TOKEN', tokens.access_token).expect(401);
  const { body } = await exchange(server, {
    grant_type: 'refresh_token',
    refresh_token: tokens.refresh_token,
  });
  expect(body.error).toBe('invalid_grant');
});

test('an empty id or secret of an application counts as left out', async () => {
  const { api } = await start();
  const empty = { name: 'CI', client_id: '', client_secret: '', redirect_uris: RETURN_TO };
  const { body } = await api.post('/_mock/applications').type('form').send(empty).expect(201);
  const made = expect.stringMatching(/^\w{40}$/);
  expect(body).toMatchObject({ client_id: made, client_secret: made });
  const open = { ...empty, confidential: 'false' };
  const { body: publicOne } = await api.post('/_mock/applications').type('form').send(open).expect(201);
  expect(publicOne).toMatchObject({ client_id: made, client_secret: null });
});

test('a strict server asks the user for a token on a page that no other page can use', async () => {
  const applications = [
    { name: 'CI <&"\'>', client_id: 'ci', client_secret: 's', redirect_uris: [RETURN_TO] },
  ];
  const server = await start({ settings: { ...STOPPED, seed: { applications }, auth: 'strict' } });
  const { api } = server;
  await api
    .get(V5)
    .query({ ...ASKED, client_id: 'other' })
    .expect(400);
  const fromElsewhere = { 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'navigate' };
  const ask = () => api.get(V5).query(ASKED).set(fromElsewhere).expect(200);
  const { text: page, headers } = await ask();
  expect(headers).toMatchObject({
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy':
      "default-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self' http://127.0.0.1:9",
    'cache-control': 'no-store',
    'x-frame-options': 'DENY',
  });
  expect(page).toContain('Let CI &lt;&amp;&quot;&#39;&gt; in?');
  expect(page).not.toMatch(/<script|<CI|from=ci"/);
  const formIn = (text: string) => String(/name="form" value="(\w+)"/.exec(text)?.[1]);
  const send = (fields: object, query: object = {}) =>
    api
      .post(V5)
      .query({ ...ASKED, ...query })
      .type(FORM)
      .send(fields);
  const form = formIn(page);
  const right = { form, token: 'atomgit-token' };
  for (const site of ['cross-site', 'same-site']) await send(right).set('Sec-Fetch-Site', site).expect(403);
  await send(right).set('Origin', 'http://evil.example').expect(403);
  await send({ ...right, form: 'x' }).expect(400);
  const wrong = await send({ ...right, token: 'wrong' }).expect(400);
  await send(right).expect(400);
  expect(wrong.text).toContain('That is no user&#39;s own token.');
  await send({ ...right, form: formIn(wrong.text) }, { scope: 'all_user' }).expect(400);
  const denied = await send({ form: formIn((await ask()).text), decision: 'deny' }).expect(303);
  expect(String(denied.headers['location'])).toContain('error=access_denied');

  const old = formIn((await ask()).text);
  await server.api.post('/_mock/clock/advance').set('PRIVATE-TOKEN', 'atomgit-token').send({ by: '10m' });
  await send({ ...right, form: old }).expect(400);
  const allowed = await send({ ...right, form: formIn((await ask()).text) }).expect(303);
  const code = new URL(String(allowed.headers['location'])).searchParams.get('code');
  const { body: tokens } = await exchange(server, { code, client_secret: 's' }).expect(200);
  expect(await loginOf(server, tokens.access_token)).toBe('atomgit');
  // What an application has must not let another one in.
  const handedOn = { form: formIn((await ask()).text), token: tokens.access_token };
  await send(handedOn).expect(400);
  expect((await exchange(server, { client_id: 'x', code: 'x' }).expect(401)).body.error).toBe(
    'invalid_client',
  );
});

test('in strict, an application may do what its token has the scope for, and is told which scope it lacks', async () => {
  const server = await start({ settings: { auth: 'strict' } });
  const { api, remote } = server;
  await api
    .post('/_mock/applications')
    .set('PRIVATE-TOKEN', 'atomgit-token')
    .send({ name: 'CI', client_id: 'ci', client_secret: 's', redirect_uris: [RETURN_TO] })
    .expect(201);
  const tokenFor = async (scope: string) => {
    const page = await api.get(V5).query({ ...ASKED, scope });
    const form = /name="form" value="([^"]+)"/.exec(page.text)?.[1];
    const sent = await api
      .post(V5)
      .query({ ...ASKED, scope })
      .type(FORM)
      .send({ form, token: 'atomgit-token' })
      .expect(303);
    const code = new URL(String(sent.headers['location'])).searchParams.get('code');
    return String((await exchange(server, { code, client_secret: 's' }).expect(200)).body.access_token);
  };
  const REPO = '/api/v5/repos/demo/demo';
  const addresses = {
    all_user: '/api/v5/user',
    all_key: '/api/v5/user/keys',
    all_groups: '/api/v5/orgs/demo/members',
    all_projects: REPO,
    all_pr: `${REPO}/pulls`,
    all_issue: `${REPO}/issues`,
    all_note: `${REPO}/comments`,
    all_hook: `${REPO}/hooks`,
    all_repository: `${REPO}/branches`,
  };
  for (const [scope, address] of Object.entries(addresses)) {
    const without = SCOPES.split(' ')
      .filter((name) => name !== scope)
      .join(' ');
    const refused = await api
      .get(address)
      .set('PRIVATE-TOKEN', await tokenFor(without))
      .expect(403);
    expect(refused.body).toMatchObject({
      error_code: 403,
      error_message: `The token lacks the scope ${scope}, which this call needs`,
    });
    await api
      .get(address)
      .set('PRIVATE-TOKEN', await tokenFor(scope))
      .expect(200);
  }
  // A token for one thing does not buy one for all.
  const narrow = await tokenFor('all_issue');
  await api.put('/_mock/users/atomgit').set('PRIVATE-TOKEN', narrow).send({}).expect(403);
  // Gitee's names, those that nobody knows, and users' own tokens.
  const gitee = await tokenFor('user_info projects');
  for (const [address, status] of [
    [addresses.all_user, 200],
    [addresses.all_repository, 200],
    [addresses.all_hook, 403],
  ] as const)
    await api.get(address).set('PRIVATE-TOKEN', gitee).expect(status);
  await api
    .get(addresses.all_hook)
    .set('PRIVATE-TOKEN', await tokenFor('everything'))
    .expect(200);
  await api.get(addresses.all_hook).set('PRIVATE-TOKEN', 'atomgit-token').expect(200);
  await Clone.of(remote('demo/demo', `oauth2:${gitee}`));
  await expect(Clone.of(remote('demo/demo', `oauth2:${await tokenFor('all_user')}`))).rejects.toThrow('403');
});
