import { expect, test } from 'vitest';
import { Clone } from '../support/git/clone.js';
import { start } from '../support/server/start.js';

test('a server that is started again on its folder has everything it had', async () => {
  const first = await start({ hook: { push_events: true, password: 'secret' } });
  const work = await first.clone();
  await work.commit('before');
  await work.push();
  await first.settled();
  await first.api.post('/api/v5/user/repos').send({ name: 'mine' }).expect(200);
  const { body: hooksBefore } = await first.api.get('/api/v5/repos/demo/demo/hooks').expect(200);
  const { body: logBefore } = await first.api.get('/_mock/deliveries').expect(200);
  await first.stop();

  const second = await start({ settings: { data: first.dataFolder } });
  const { body: hooksAfter } = await second.api.get('/api/v5/repos/demo/demo/hooks').expect(200);
  expect(hooksAfter).toEqual(hooksBefore);
  expect((await second.api.get('/_mock/deliveries').expect(200)).body).toEqual(logBefore);
  await second.api.get('/api/v5/repos/atomgit/mine').expect(200);
  expect(await (await Clone.of(second.remote())).sha()).toBe(await work.sha());
});

test('--seed none starts empty, and an empty folder that was started before is not seeded again', async () => {
  const first = await start({ settings: { seed: 'none' } });
  await first.api.get('/api/v5/repos/demo/demo').expect(404);
  const { body: somebody } = await first.api.get('/api/v5/user').expect(200);
  expect(somebody.login).toBe('atomgit');
  await first.stop();
  const second = await start({ settings: { data: first.dataFolder } });
  await second.api.get('/api/v5/repos/demo/demo').expect(404);
});
