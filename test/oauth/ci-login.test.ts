import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { generateCodeVerifier, OAuth2Client, OAuth2HttpError } from '@badgateway/oauth2-client';
import { expect, onTestFinished, test } from 'vitest';
import { Clone } from '../support/git/clone.js';
import { start } from '../support/server/start.js';

/** A CI server as far as its login goes: its callback address, and to whom browsers have been sent there. */
async function ciServer() {
  const calls: string[] = [];
  const server = createServer(({ url = '' }, response) => {
    calls.push(url);
    response.end('logged in');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return { callback: `http://127.0.0.1:${(server.address() as AddressInfo).port}/authorize`, calls };
}

test('a CI server logs a user in, activates a repository and reports on its next push', async () => {
  const { callback, calls } = await ciServer();
  const applications = [
    { name: 'CI', client_id: 'ci', client_secret: 'ci-secret', redirect_uris: [callback] },
  ];
  const seed = {
    users: [{ login: 'ada', token: 'ada-token' }],
    organisations: [{ path: 'team', owner: 'ada' }],
    repositories: [
      {
        full_name: 'team/app',
        visibility: 'private' as const,
        collaborators: [{ login: 'ada', permission: 'admin' as const }],
        commits: [{ files: { '.ci/build.yml': 'steps: []\n' } }],
      },
    ],
    applications,
  };
  const { url, api, inbox, remote, settled } = await start({ settings: { seed, auth: 'strict' } });
  const client = new OAuth2Client({
    server: url,
    clientId: 'ci',
    clientSecret: 'ci-secret',
    authorizationEndpoint: '/oauth/authorize',
    tokenEndpoint: '/oauth/token',
  });
  const verification = {
    redirectUri: callback,
    state: 'state-1',
    codeVerifier: await generateCodeVerifier(),
  };

  // The user's browser: it opens the page, and follows where its form leads.
  const page = await client.authorizationCode.getAuthorizeUri(verification);
  const shown = await (await fetch(page)).text();
  const [, form = ''] = /name="form" value="(\w+)"/.exec(shown) ?? [];
  const body = new URLSearchParams({ form, token: 'ada-token', decision: 'allow' });
  const arrived = await fetch(page, { method: 'POST', headers: { Origin: url }, body });
  expect(await arrived.text()).toBe('logged in');
  expect(calls).toEqual([expect.stringMatching(/^\/authorize\?code=\w{40}&state=state-1$/)]);

  const first = await client.authorizationCode.getTokenFromCodeRedirect(arrived.url, verification);
  expect(first).toMatchObject({ accessToken: expect.any(String), refreshToken: expect.any(String) });
  await expect(
    client.authorizationCode.getTokenFromCodeRedirect(arrived.url, verification),
  ).rejects.toMatchObject({ oauth2Code: 'invalid_grant' });
  await expect(client.refreshToken({ ...first, refreshToken: 'made up' })).rejects.toThrow(OAuth2HttpError);

  // Using a code twice has revoked what it gave, so the user logs in once more, by the older addresses.
  const older = new OAuth2Client({
    server: url,
    clientId: 'ci',
    clientSecret: 'ci-secret',
    authorizationEndpoint: '/login/oauth/authorize',
    tokenEndpoint: '/oauth/token',
    authenticationMethod: 'client_secret_post',
  });
  const again = await older.authorizationCode.getAuthorizeUri(verification);
  const [, next = ''] = /name="form" value="(\w+)"/.exec(await (await fetch(again)).text()) ?? [];
  const sent = await fetch(again, {
    method: 'POST',
    body: new URLSearchParams({ form: next, token: 'ada-token' }),
  });
  const second = await older.authorizationCode.getTokenFromCodeRedirect(sent.url, verification);
  const { accessToken } = await older.refreshToken(second);

  const get = (path: string) => api.get(path).set('Authorization', `Bearer ${accessToken}`);
  expect((await get('/api/v5/user').expect(200)).body.login).toBe('ada');
  expect((await get('/user').expect(200)).body.login).toBe('ada');
  const listed = await get('/api/v5/user/repos').expect(200);
  expect(listed.body.map((each: { full_name: string }) => each.full_name)).toEqual(['team/app']);
  const repository = await get('/api/v5/repos/team/app').expect(200);
  expect((await get(`/api/v5/repositories/${repository.body.id}`).expect(200)).body.full_name).toBe(
    'team/app',
  );
  const branches = await get('/api/v5/repos/team/app/branches').expect(200);
  const head: string = branches.body[0].commit.sha;
  const file = await fetch(`${url}/api/v5/repos/team/app/raw/.ci/build.yml?ref=${head}`, {
    headers: { Authorization: `Bearer ${accessToken}` },
  });
  expect(await file.text()).toBe('steps: []\n');
  await get('/api/v5/repositories/99').expect(404);
  await get('/api/v5/orgs/team/members/ada').expect((response) => expect(response.status).toBeLessThan(300));
  await get('/api/v5/orgs/team/members/atomgit').expect(404);
  await api
    .post('/api/v5/repos/team/app/hooks')
    .set('Authorization', `Bearer ${accessToken}`)
    .send({ url: inbox.url, push_events: true, merge_requests_events: true })
    .expect(200);
  expect((await get('/api/v5/repos/team/app/hooks').expect(200)).body).toHaveLength(1);

  // Git takes it as the password of whatever name CI servers give.
  const work = await Clone.of(remote('team/app', `oauth2:${accessToken}`));
  const sha = await work.commit('hello');
  await work.push();
  expect((await inbox.next()).body).toMatchObject({ user_name: 'ada', after: sha });
  await settled();
  await api
    .post(`/repos/team/app/statuses/${sha}`)
    .set('Authorization', `Bearer ${accessToken}`)
    .send({ state: 'success', context: 'ci' })
    .expect(201);
  await work.git('push', '--quiet', 'origin', 'HEAD:refs/heads/feature');
  expect((await get(`/api/v5/repos/team/app/commits/${sha}/status`).expect(200)).body.state).toBe('success');
});
