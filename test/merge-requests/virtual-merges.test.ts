import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import type { Started } from '../support/server/start.js';
import { openRequest, PULLS, pushFeature } from '../support/merge-requests/merge-requests.js';
import { start } from '../support/server/start.js';

const SETTINGS = '/api/v5/repos/demo/demo/pull_request_settings';

const SentPayload = z.object({
  object_attributes: z.object({
    action: z.string(),
    merge_status: z.string(),
    target_branch_commit: z.object({ id: z.string() }),
  }),
  git_branch: z.string(),
  git_commit_no: z.string(),
  git_target_branch_commit_no: z.string(),
  virtual_merge_build: z.boolean(),
});

const HOOK = { push_events: false, merge_requests_events: true, dialect: 'gitcode' };

async function eventPayloads({ settled, inbox }: Started) {
  await settled();
  return inbox.rest().map(({ body }) => SentPayload.parse(body));
}

const NONE = { git_branch: '', git_commit_no: '', virtual_merge_build: false };

test('a merge event names the target as the merge left it; without virtual merges no event names one', async () => {
  const server = await start({ hook: HOOK });
  const work = await server.clone();
  const target = await work.sha();
  await pushFeature(work);
  await openRequest(server);
  const merged = await server.api.put(`${PULLS}/1/merge`).send({}).expect(200);
  const [open, merge] = await eventPayloads(server);
  expect(open).toMatchObject({ ...NONE, git_target_branch_commit_no: target });
  expect(merge).toMatchObject({
    ...NONE,
    git_target_branch_commit_no: merged.body.sha,
    object_attributes: { action: 'merge', target_branch_commit: { id: merged.body.sha } },
  });
});

test('with virtual merges, events of open requests wait for the test merge and name it, unless it conflicts', async () => {
  const server = await start({ hook: HOOK });
  const { api } = server;
  const settings = await api.put(SETTINGS).send({ virtual_merge_build: true }).expect(200);
  expect(settings.body).toMatchObject({ virtual_merge_build: true });
  const work = await server.clone();
  const target = await work.sha();
  await pushFeature(work);
  await openRequest(server);
  const mergeRef = async () => (await server.refs('refs/merge-requests/1/merge')).split(' ')[0];
  const built = async (action: string) => ({
    git_branch: 'merge-requests/1/merge',
    git_commit_no: await mergeRef(),
    git_target_branch_commit_no: target,
    virtual_merge_build: true,
    object_attributes: { action, merge_status: 'can_be_merged' },
  });
  expect(await eventPayloads(server)).toMatchObject([await built('open')]);
  const first = await mergeRef();
  await work.commitFile('more.txt', 'more\n');
  await work.push('HEAD:feature');
  expect(await eventPayloads(server)).toMatchObject([await built('update')]);
  expect(await mergeRef()).not.toBe(first);
  await api.patch(`${PULLS}/1`).send({ title: 'Another title' }).expect(200);
  expect(await eventPayloads(server)).toMatchObject([await built('update')]);
  await api.patch(`${PULLS}/1`).send({ state: 'closed' }).expect(200);
  await api.patch(`${PULLS}/1`).send({ state: 'open' }).expect(200);
  const [close, reopen] = await eventPayloads(server);
  expect(close).toMatchObject(NONE);
  expect(reopen).toMatchObject(await built('reopen'));

  await writeFile(join(work.folder, 'README.md'), 'theirs\n');
  await work.shell('git commit --quiet --all --message Theirs');
  await work.push('HEAD:feature');
  await eventPayloads(server);
  await work.git('checkout', '--quiet', '-B', 'master', 'origin/master');
  await work.commitFile('README.md', 'ours\n');
  await work.push('HEAD:master');
  await api.patch(`${PULLS}/1`).send({ title: 'In conflict' }).expect(200);
  const [conflict] = await eventPayloads(server);
  expect(conflict).toMatchObject({
    ...NONE,
    object_attributes: { merge_status: 'cannot_be_merged' },
    git_target_branch_commit_no: await work.sha(),
  });
});
