import assert from 'node:assert/strict';
import { once } from 'node:events';
import { after, before, test } from 'node:test';
import { startAtomGit } from 'atomgit-mock';
import { ciRunner } from './ci-runner.mjs';

let atomgit, repo;
const runner = ciRunner((result) => runner.emit('built', result));

before(async () => {
  atomgit = await startAtomGit();
  repo = await atomgit.repository('team/shop');
  runner.listen(0, '127.0.0.1');
  await once(runner, 'listening');
  await repo.hook(`http://127.0.0.1:${runner.address().port}/`);
});

after(async () => {
  await atomgit.stop();
  runner.close();
});

test('a push runs ci.sh at its commit', async () => {
  const built = once(runner, 'built');
  const { sha } = await repo.commit({ 'ci.sh': 'cat greeting', greeting: 'hello' });
  assert.deepEqual(await built, [{ sha, passed: true, log: 'hello' }]);
});

test('a script that fails is reported', async () => {
  const built = once(runner, 'built');
  await repo.commit({ 'ci.sh': 'echo broken >&2; exit 1' }, { branch: 'feature' });
  const [{ passed, log }] = await built;
  assert.deepEqual({ passed, log }, { passed: false, log: 'broken\n' });
});
