import {
  existsSync,
  lstatSync,
  readdirSync,
  readFileSync,
  renameSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import request from 'supertest';
import { expect, test } from 'vitest';
import { Clone, git } from '../support/git/clone.js';
import { ServerProcess } from '../support/server/server-process.js';
import { start } from '../support/server/start.js';
import { temporaryFolder } from '../support/server/temporary-folder.js';

const REPOS = '/api/v5/repos';

test.each([
  ['with its folder on its way is undone', 'demo', 'demo.git.moving'],
  ['before its commit is undone', 'demo', 'demo.git'],
  ['after its commit is tidied up', 'app', 'demo.git'],
])('a move that was cut off %s, and a push of that moment is told', async (_, expected, link) => {
  const { api, bare, dataFolder, inbox, stop } = await start({ hook: {} });
  if (expected === 'app') await api.patch(`${REPOS}/demo/demo`).send({ path: 'app' }).expect(200);
  await stop();
  // As a kill at that moment leaves it: the folder at its new place, a link to it at the old one.
  const [old, moved] = [bare('demo/demo'), bare('demo/app')];
  if (!existsSync(moved)) renameSync(old, moved);
  const work = await Clone.of(moved);
  const sha = await work.commit('just then');
  await work.push('master');
  symlinkSync('app.git', join(old, '..', link));
  const spool = join(dataFolder, 'spool');
  const [announced = ''] = readdirSync(spool).filter((name) => name.endsWith('.pushing'));
  // It has announced itself at the old address.
  const text = readFileSync(join(spool, announced), 'utf8');
  writeFileSync(join(spool, announced), text.replace('app.git', 'demo.git'));

  const again = await start({ settings: { data: dataFolder } });
  expect((await inbox.next()).body).toMatchObject({ after: sha, repository: { name: 'demo' } });
  await again.settled();
  const { body } = await again.api.get(`${REPOS}/demo/${expected}`).expect(200);
  expect(body.full_name).toBe(`demo/${expected}`);
  expect(readdirSync(join(dataFolder, 'repositories/demo'))).toEqual([`${expected}.git`]);
  expect(lstatSync(bare(`demo/${expected}`)).isDirectory()).toBe(true);
  expect(readdirSync(spool)).toEqual([]);
});

test('whenever a server is killed while it moves a repository, that is in the one place or in the other at its next start', async () => {
  const data = join(await temporaryFolder(), 'data');
  const flags = ['--port', '0', '--log-format', 'json', '--data', data];
  let server = await ServerProcess.ready(flags);
  for (const delayMs of [10, 40]) {
    const api = request(server.url);
    const moving = (async () => {
      for (;;)
        for (const [from, to] of [
          ['demo', 'app'],
          ['app', 'demo'],
        ])
          await api.patch(`${REPOS}/demo/${from}`).send({ path: to });
    })().catch(() => 'killed');
    await api.get('/_mock/ready').expect(200);
    await wait(delayMs);
    await server.kill('SIGKILL');
    await moving;
    server = await ServerProcess.ready(flags);
    const [{ full_name: name }] = (await request(server.url).get('/api/v5/orgs/demo/repos').expect(200)).body;
    expect(['demo/demo', 'demo/app']).toContain(name);
    expect(readdirSync(join(data, 'repositories/demo'))).toEqual([`${String(name).slice(5)}.git`]);
    await git(join(data, 'repositories', `${name}.git`), ['fsck', '--strict']);
    await request(server.url)
      .post(`/_mock/repositories/${name}/commits`)
      .send({ files: { 'a.txt': String(delayMs) } })
      .expect(201);
    await expect.poll(() => readdirSync(join(data, 'spool'))).toEqual([]);
  }
});
