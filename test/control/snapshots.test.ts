import Database from 'better-sqlite3';
import { appendFile, readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Clone, git } from '../support/git/clone.js';
import { pauseRef } from '../support/git/ref-pause.js';
import { HOOKS, testHook } from '../support/http/deliveries.js';
import { start } from '../support/server/start.js';

const SNAPSHOTS = '/_mock/snapshots';

test('a snapshot brings back repositories and rows together, as often as it is restored, and after a restart', async () => {
  const first = await start({ hook: { push_events: true } });
  const { api, inbox, bare, dataFolder, settled, refs } = first;
  await appendFile(join(bare(), 'config'), '[receive]\n\tdenyDeletes = true\n');
  const work = await first.clone();
  await work.commit('kept');
  await work.push();
  await settled();
  const kept = { refs: await refs(), deliveries: (await api.get('/_mock/deliveries')).body };

  const taken = await api.post(`${SNAPSHOTS}/one`).expect(201);
  expect(taken.body).toEqual({ name: 'one', created_at: expect.any(String), repositories: 1 });
  expect((await api.get(SNAPSHOTS).expect(200)).body).toEqual({ items: [taken.body] });
  const change = async ({ api: to, clone }: Pick<typeof first, 'api' | 'clone'>) => {
    const again = await clone();
    await again.commit('not kept');
    await again.push();
    await git(bare(), ['config', 'receive.denyDeletes', 'false']);
    await to.delete(`${HOOKS}/1`).expect(204);
  };
  const restored = async ({ api: from, hook }: Pick<typeof first, 'api' | 'hook'>) => {
    await from.post(`${SNAPSHOTS}/one/restore`).expect(200);
    expect(await refs()).toBe(kept.refs);
    expect((await from.get('/_mock/deliveries')).body).toEqual(kept.deliveries);
    expect(await readFile(join(bare(), 'config'), 'utf8')).toContain('denyDeletes = true');
    expect(await hook({ url: inbox.url })).toBe(2);
    await git(bare(), ['fsck', '--strict']);
  };
  for (let time = 0; time < 2; time += 1) {
    await change(first);
    await restored(first);
  }
  await first.stop();
  const second = await start({ settings: { data: dataFolder } });
  await change(second);
  await restored(second);

  await second.api.delete(`${SNAPSHOTS}/one`).expect(204);
  expect((await second.api.get(SNAPSHOTS).expect(200)).body).toEqual({ items: [] });
  await second.api.post(`${SNAPSHOTS}/one/restore`).expect(404);
  // What a reset goes back to lies there, too, and in no list.
  expect(await readdir(join(dataFolder, 'snapshots'))).toHaveLength(1);
});

test('taking a snapshot again replaces it; unknown and invalid names are refused', async () => {
  const { api, hook, inbox, dataFolder } = await start();
  await api.post(`${SNAPSHOTS}/a.b-1`).expect(201);
  await hook({ url: inbox.url });
  await api.post(`${SNAPSHOTS}/a.b-1`).expect(201);
  await api.post('/_mock/reset').expect(200);
  await api.post(`${SNAPSHOTS}/a.b-1/restore`).expect(200);
  expect((await api.get('/_mock/hooks')).body.items).toHaveLength(1);
  // Two states, and the name of one of them.
  expect(await readdir(join(dataFolder, 'snapshots'))).toHaveLength(3);

  for (const name of ['UP', '.hidden', 'a%2Fb', '..%2F..%2Fx', 'x'.repeat(101), '%00'])
    await api.post(`${SNAPSHOTS}/${name}`).expect(422);
  const { body } = await api.delete(`${SNAPSHOTS}/none`).expect(404);
  expect(body.error_message).toBe('Snapshot "none" does not exist');
  await api.post(`${SNAPSHOTS}/none/restore`).expect(404);
  await api.get(`${SNAPSHOTS}/one`).expect(404);
});

test('deliveries that were pending in a snapshot are sent after its restore, by the clock of that time', async () => {
  const server = await start({ hook: { retries: '1h' } });
  const { api, inbox, hookId, settled } = server;
  await api.put('/_mock/clock').send({ time: '2026-01-02T03:04:05Z', frozen: true }).expect(200);
  inbox.answer = (_call, response) => void response.writeHead(500).end();
  await testHook(server, hookId);
  const { headers } = await inbox.next();
  await api.get('/_mock/deliveries/wait?status=pending&status_code=500').expect(200);
  await api.post(`${SNAPSHOTS}/failing`).expect(201);

  await api.post('/_mock/reset').expect(200);
  await settled();
  expect((await api.get('/_mock/clock')).body.frozen).toBe(false);
  await api.post(`${SNAPSHOTS}/failing/restore`).expect(200);
  expect((await api.get('/_mock/clock')).body).toEqual({ now: '2026-01-02T03:04:05.000Z', frozen: true });
  expect(inbox.rest()).toEqual([]);
  inbox.answer = (_call, response) => void response.end();
  await api.post('/_mock/clock/advance').send({ by: '1h' }).expect(200);
  expect((await inbox.next()).headers['x-atomgit-delivery']).toBe(headers['x-atomgit-delivery']);
  await settled();
});

test('a snapshot waits for a push that is under way, and is refused where that does not end', async () => {
  const server = await start({ hook: { push_events: true } });
  const { api, bare, dataFolder, settled } = server;
  // By path, so that only the journal knows of it.
  const clone = await Clone.of(bare());
  const sha = await clone.commit('slow');
  await api.post('/_mock/reset').expect(200);
  const pause = await pauseRef(bare(), { ref: 'refs/heads/master', state: 'committed' });
  const push = clone.push();
  await pause.reached();
  const { body } = await api.post(`${SNAPSHOTS}/one?grace=100ms`).expect(503);
  expect(body.error_message).toMatch(/^Nothing was changed, because a push is under way/);
  expect(await readdir(join(dataFolder, 'snapshots'))).toHaveLength(1);

  const taken = api.post(`${SNAPSHOTS}/one?grace=30s`).then((answer) => answer);
  await api.get('/_mock/ready').expect(200);
  await pause.release();
  await push;
  expect((await taken).status).toBe(201);
  await settled();
  await api.post('/_mock/reset').expect(200);
  await api.post(`${SNAPSHOTS}/one/restore`).expect(200);
  expect(await git(bare(), ['rev-parse', 'master'])).toBe(sha);
  const { body: events } = await api.get('/_mock/events').expect(200);
  expect(events.items).toMatchObject([{ payload: { after: sha } }]);
});

test('a snapshot of an older version is brought up to date when it is restored, one of a newer version is refused', async () => {
  const { api, dataFolder, hook, inbox } = await start();
  await hook({ url: inbox.url });
  await api.post(`${SNAPSHOTS}/one`).expect(201);
  const { content } = JSON.parse(await readFile(join(dataFolder, 'snapshots/one.json'), 'utf8'));
  const rows = new Database(join(dataFolder, 'snapshots', content, 'rows.sqlite'));
  // As if the versions since then had not been yet.
  rows.exec(`DROP TABLE generations; DELETE FROM migrations WHERE name LIKE 'Generations%'`);
  await api.post('/_mock/reset').expect(200);
  await api.post(`${SNAPSHOTS}/one/restore`).expect(200);
  expect((await api.get('/_mock/hooks')).body.items).toHaveLength(1);

  rows.exec(`INSERT INTO migrations (timestamp, name) VALUES (1, 'OfTomorrow1')`);
  rows.close();
  const { body } = await api.post(`${SNAPSHOTS}/one/restore`).expect(409);
  expect(body.error_message).toMatch(/newer atomgit-mock/);
  expect((await api.get('/_mock/hooks')).body.items).toHaveLength(1);
});

test('a strict server resets and restores only with a token', async () => {
  const { api } = await start({ settings: { auth: 'strict' } });
  const token = { 'PRIVATE-TOKEN': 'atomgit-token' };
  const calls = ['/_mock/reset', `${SNAPSHOTS}/one`, `${SNAPSHOTS}/one/restore`];
  for (const path of calls) await api.post(path).expect(401);
  await api.get(SNAPSHOTS).expect(401);
  await api.delete(`${SNAPSHOTS}/one`).expect(401);
  await api.post(`${SNAPSHOTS}/one`).set(token).expect(201);
  await api.post(`${SNAPSHOTS}/one/restore`).set(token).expect(200);
  const { body } = await api.post('/_mock/reset').set(token).expect(200);
  expect(body).toEqual({ cut_off: { requests: 0, deliveries: 0 } });
});
