import Database from 'better-sqlite3';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { start } from '../support/server/start.js';

/** Another process that has begun to write, as far as SQLite can tell. @returns what ends that */
function lock(data: string): () => void {
  const other = new Database(join(data, 'atomgit-mock.sqlite'), { timeout: 0 });
  other.exec('BEGIN EXCLUSIVE');
  const release = () => void other.close();
  onTestFinished(release);
  return release;
}

test('while another process has locked the database writes wait for it, and the server answers all other requests', async () => {
  const { api, inbox, dataFolder, clone } = await start({ hook: {}, settings: { lockWaitMs: 60_000 } });
  const work = await clone();
  const sha = await work.commit('hello');
  const release = lock(dataFolder);
  const ended: string[] = [];
  const pushing = work.push().then(() => ended.push('push'));
  const creating = api
    .post('/api/v5/user/repos')
    .send({ name: 'waiting' })
    .expect(200)
    .then(() => ended.push('repository'));
  // Git asks for the refs first, so the push has come as far as it gets when its ref has moved.
  const newest = async () => (await api.get('/api/v5/repos/demo/demo/commits')).body[0].sha;
  await expect.poll(newest).toBe(sha);
  await api.get('/_mock/ready').expect(200);
  expect(ended).toEqual([]);

  release();
  await Promise.all([pushing, creating]);
  const { body: events } = await api.get('/_mock/events').expect(200);
  expect(events.items).toMatchObject([{ payload: { after: sha } }]);
  expect((await inbox.next()).body).toMatchObject({ after: sha });
});

test("a user's name and address that are changed by two calls, both of which wait for the lock, both change", async () => {
  const { api, dataFolder } = await start({ settings: { lockWaitMs: 60_000 } });
  const release = lock(dataFolder);
  const changes = [{ nickname: 'Atom' }, { email: 'a@b.cn' }];
  const changing = Promise.all(changes.map((change) => api.patch('/api/v5/user').send(change).expect(200)));
  await api.get('/api/v5/user').expect(200);
  release();
  await changing;
  expect((await api.get('/api/v5/user').expect(200)).body).toMatchObject({ name: 'Atom', email: 'a@b.cn' });
});

test('a lock that lasts longer than --lock-wait fails writes with 503, and pushes report that they are not recorded yet', async () => {
  const { api, inbox, dataFolder, clone, settled } = await start({
    hook: {},
    settings: { lockWaitMs: 30 },
  });
  const work = await clone();
  const shas = [await work.commit('first')];
  const release = lock(dataFolder);
  await expect(work.push()).rejects.toThrow(
    /remote: The refs have moved, but their events are not recorded yet, because another process has locked the database\. The server records them as soon as it can: do not repeat the request/,
  );
  const refused = await api.post('/api/v5/user/repos').send({ name: 'refused' }).expect(503);
  expect(refused.body.error_message).toBe(
    'The server cannot do this now, because another process has locked the database; try again later',
  );
  expect(refused.headers['retry-after']).toBe('1');
  expect((await api.get('/_mock/ready').expect(503)).body.error_message).toMatch(/locked the database/);
  // Now that is known, and no ref need move.
  shas.push(await work.commit('second'));
  await expect(work.push()).rejects.toThrow(/The server cannot do this now, because another process/);
  await api.get('/api/v5/repos/demo/demo').expect(200);

  release();
  await work.push();
  await settled();
  expect(inbox.rest().map(({ body }) => (body as { after: string }).after)).toEqual(shas);
  await api.get('/_mock/ready').expect(200);
});
