import { expect, test } from 'vitest';
import { start } from '../support/server/start.js';

const CLOCK = new Date('2026-01-01T10:20:00Z');
const RESET = String(Date.parse('2026-01-01T11:00:00Z') / 1_000);

const limits = (limit: number, used: number) => ({
  'x-ratelimit-limit': String(limit),
  'x-ratelimit-remaining': String(limit - used),
  'x-ratelimit-used': String(used),
  'x-ratelimit-reset': RESET,
});

test('every answer of the API tells the limit, which is off and never used up as a rule', async () => {
  const { api } = await start({ settings: { clock: CLOCK } });
  const paths = ['/api/v5/user', '/user', '/api/v5/repos/demo/none', '/repos/demo/demo/branches'];
  for (const [index, path] of paths.entries())
    expect.soft((await api.get(path)).headers).toMatchObject(limits(5_000, index + 1));
  expect((await api.get('/api/v5/no/such')).headers).toMatchObject(limits(5_000, 0));
  for (const path of ['/_mock/clock', '/demo/demo', '/demo/demo.git/info/refs?service=git-upload-pack'])
    expect.soft((await api.get(path).expect(200)).headers).not.toHaveProperty('x-ratelimit-limit');
});

test('with a limit, each user has that many calls per hour of the clock', async () => {
  const { api } = await start({ settings: { clock: CLOCK, auth: 'strict', rateLimit: 2 } });
  const owner = { Authorization: 'Bearer atomgit-token' };
  await api.post('/_mock/users').set(owner).send({ login: 'bob', token: 'bob-token' }).expect(201);
  const ask = (path = '/api/v5/user', headers = owner) => api.get(path).set(headers);
  expect((await ask().expect(200)).headers).toMatchObject(limits(2, 1));
  expect((await ask('/user').expect(200)).headers).toMatchObject(limits(2, 2));
  const refused = await ask().expect(429);
  expect(refused.headers).toMatchObject({ ...limits(2, 2), 'retry-after': '2400' });
  expect(refused.body).toMatchObject({ error_code: 429, error_code_name: 'TOO_MANY_REQUESTS' });
  const older = await ask('/user').expect(403);
  expect(older.headers).toMatchObject(limits(2, 2));
  expect(older.body).toEqual({
    error_code: 403,
    error_message: expect.stringMatching(/rate limit exceeded/),
  });
  expect((await api.get('/api/v5/user').expect(401)).headers).toMatchObject(limits(2, 0));
  const bob = { Authorization: 'Bearer bob-token' };
  expect((await ask('/api/v5/user', bob).expect(200)).headers).toMatchObject(limits(2, 1));
  await api.post('/_mock/clock/advance').set(owner).send({ by: '40m' }).expect(200);
  await ask().expect(200);
  await ask().expect(200);
  await ask().expect(429);
  await api.post('/_mock/reset').set(owner).expect(200);
  await ask().expect(200);
  await api.post('/_mock/faults').set(owner).send({ on: 'api', kind: 'rate_limit' }).expect(201);
  const limited = await ask().expect(429);
  expect(limited.headers).toMatchObject({ 'x-ratelimit-limit': '2', 'x-ratelimit-used': '2' });
});
