import { expect, test } from 'vitest';
import { start } from '../support/server/start.js';

const ZERO_SHA = '0'.repeat(40);

test('a new branch sends one Push Hook whose before is zeros', async () => {
  const { inbox, clone, settled } = await start({ hook: { push_events: true } });
  const work = await clone();
  const sha = await work.commit('hello');
  await work.push('HEAD:refs/heads/feature');
  const call = await inbox.next();
  expect(call.headers['x-atomgit-event']).toBe('Push Hook');
  expect(call.body).toMatchObject({
    ref: 'refs/heads/feature',
    before: ZERO_SHA,
    after: sha,
    total_commits_count: 1,
    commits: [{ id: sha, message: 'hello\n' }],
  });
  await settled();
  expect(inbox.rest()).toEqual([]);
});
