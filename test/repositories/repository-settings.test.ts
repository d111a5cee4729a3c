import { expect, test } from 'vitest';
import { ChangedRepositoryJson } from '../../apps/server/src/rest/repositories/changed-repository-json.js';
import {
  PushSettingsJson,
  RefSettingsJson,
} from '../../apps/server/src/rest/repository-settings/repository-settings-json.js';
import { start } from '../support/server/start.js';

const REPOSITORY = '/api/v5/repos/demo/demo';
const owner = { 'PRIVATE-TOKEN': 'atomgit-token' };
const SUCCESS = { code: 1, msg: 'success' };

test("a repository's name, description and visibility can be changed", async () => {
  const { api, clone } = await start();
  await (await clone()).push('HEAD:refs/heads/next');
  const fields = { name: 'Demo 二', description: 'New', homepage: 'https://example.com', private: 'true' };
  const answer = await api
    .patch(REPOSITORY)
    .send({ ...fields, default_branch: 'next', path: 'demo' })
    .expect(200);
  expect(ChangedRepositoryJson().parse(answer.body)).toMatchObject({
    full_name: 'demo/demo',
    name: 'Demo 二',
    description: 'New',
    private: true,
    homepage: 'https://example.com',
  });
  const shown = { name: 'Demo 二', description: 'New', private: true, default_branch: 'next' };
  expect((await api.get(REPOSITORY).expect(200)).body).toMatchObject(shown);

  const refused = [
    [await api.patch(REPOSITORY).send({ default_branch: 'nowhere' }), 422, 'default_branch "nowhere"'],
    [await api.patch(REPOSITORY).send({ name: ' ' }), 422, 'name is missing'],
    [await api.patch(REPOSITORY).send({ private: 'maybe' }), 422, 'private'],
    [
      await api.post('/api/v5/org/demo/projects/demo/transfer').send({ transfer_to: 'x' }),
      422,
      'no user or organisation "x"',
    ],
    [await api.patch('/api/v5/repos/demo/none').send(fields), 404, 'does not exist'],
  ] as const;
  for (const [{ status, body }, expected, message] of refused)
    expect([status, body.error_message]).toEqual([expected, expect.stringContaining(message)]);
  expect((await api.get(REPOSITORY).expect(200)).body).toMatchObject(shown);
  expect((await api.post(`${REPOSITORY}/transfer`).send({ new_owner: 'demo' }).expect(200)).body).toEqual({
    new_owner: 'demo',
    new_name: 'demo',
  });
  await api.post('/api/v5/orgs/acme/repos').send({ name: 'app' }).expect(200);
  const move = api
    .post('/api/v5/org/acme/projects/app/transfer')
    .send({ transfer_to: 'demo', password: 'x' });
  expect((await move.expect(200)).body).toEqual(SUCCESS);
  expect((await api.get('/api/v5/repos/demo/app').expect(200)).body.full_name).toBe('demo/app');
});

test('settings are shown as they were set, others as they are documented', async () => {
  const { api } = await start();
  const refs = (await api.get(`${REPOSITORY}/repo_settings`).expect(200)).body;
  expect(RefSettingsJson().parse(refs)).toMatchObject({ disable_fork: false, generate_pre_merge_ref: false });
  const changed = await api.put(`${REPOSITORY}/repo_settings`).send({ disable_fork: 1 }).expect(200);
  expect(changed.body).toEqual({ ...refs, disable_fork: true });
  await api.put(`${REPOSITORY}/repo_settings`).send({ branch_name_regex: '^x/' }).expect(200);
  expect((await api.get(`${REPOSITORY}/repo_settings`)).body).toEqual({
    ...refs,
    disable_fork: true,
    branch_name_regex: '^x/',
  });
  await api.put(`${REPOSITORY}/repo_settings`).send({ branch_name_regex: '(' }).expect(422);

  expect((await api.get(`${REPOSITORY}/transition`).expect(200)).body).toEqual({ memberMgntMode: 1 });
  expect((await api.put(`${REPOSITORY}/transition`).send({ mode: '2' }).expect(200)).body).toEqual(SUCCESS);
  expect((await api.get(`${REPOSITORY}/transition`)).body).toEqual({ memberMgntMode: 2 });
  await api.put(`${REPOSITORY}/transition`).send({}).expect(422);
  expect((await api.put(`${REPOSITORY}/module/setting`).send({ has_wiki: false }).expect(200)).body).toEqual(
    SUCCESS,
  );
  const status = { status: 2, password: 'x' };
  expect((await api.put('/api/v5/org/demo/repo/demo/status').send(status).expect(200)).body).toEqual(SUCCESS);
  const reviewer = await api
    .put(`${REPOSITORY}/reviewer`)
    .type('form')
    .send('assignees=a,b&assignees_number=1');
  expect(reviewer.body).toEqual({ id: 1, created_at: expect.any(String), updated_at: expect.any(String) });

  const merges = `${REPOSITORY}/pull_request_settings`;
  const before = (await api.get(merges).expect(200)).body;
  await api.put(merges).send({}).expect(200, before);
  await api.patch(REPOSITORY).send({ description: 'Not a setting' }).expect(200);
  expect((await api.get(merges)).body).toEqual(before);
  const wish = { disable_squash_merge: true, approval_required_reviewers: 2, merge_method: 'ff' };
  const after = (await api.put(merges).send(wish).expect(200)).body;
  expect(after).toEqual({
    ...before,
    merge_method: 'ff',
    merge_request_setting: {
      ...before.merge_request_setting,
      disable_squash_merge: true,
      approval_required_reviewers: 2,
      updated_at: expect.any(String),
    },
  });
  await api.put(merges).send({ merge_method: 'magic' }).expect(422);
  expect((await api.get(merges)).body).toEqual(after);
  const approved = await api.put(merges).send({ approval_approver_ids: 'lin,wu' }).expect(200);
  expect(approved.body.merge_request_setting.approval_approvers).toEqual([{ login: 'lin' }, { login: 'wu' }]);

  for (const list of ['subscribers', 'stargazers', 'customized_roles'])
    expect((await api.get(`${REPOSITORY}/${list}`).expect(200)).body).toEqual([]);
  await api.get(`${REPOSITORY}/notifications?unread=false`).expect(200, { total: 0, list: [] });
  await api.put(`${REPOSITORY}/notifications`).type('form').send('ids=1&ids=2').expect(200, {});
  expect((await api.get(`${REPOSITORY}/download_statistics`).expect(200)).body).toEqual({
    download_statistics_detail: [],
    download_statistics_total: 0,
    download_statistics_history_total: 0,
  });
});

test('push settings are enforced on pushes over HTTP, with the reason', async () => {
  const { api, clone, refs } = await start({ settings: { auth: 'strict' } });
  await api.post('/_mock/users').set(owner).send({ login: 'bob', token: 'bob-token' }).expect(201);
  await api.put(`${REPOSITORY}/collaborators/bob`).set(owner).send({ permission: 'push' }).expect(200);
  const config = `${REPOSITORY}/push_config`;
  const set = (fields: object) => api.put(config).set(owner).send(fields);
  const rules = { deny_force_push: true, commit_message_regex: '^(feat|fix): \\w', max_file_size: 1 };
  expect(PushSettingsJson().parse((await set(rules).expect(200)).body)).toEqual({
    ...rules,
    reject_not_signed_by_gpg: false,
    skip_rule_for_owner: false,
  });
  expect((await api.get(config).set(owner).expect(200)).body).toMatchObject(rules);
  await api.put(config).set('PRIVATE-TOKEN', 'bob-token').send(rules).expect(403);
  await set({ max_file_size: -1 }).expect(422);
  await set({ commit_message_regex: '(' }).expect(422);

  const work = await clone();
  const push = (refspec: string) =>
    work
      .git('-c', 'http.extraHeader=Authorization: Bearer atomgit-token', 'push', '--quiet', 'origin', refspec)
      .catch((error: unknown) => String(error instanceof Error && 'stderr' in error ? error.stderr : error));
  const before = await refs();
  await work.commit('whatever');
  expect(await push('master')).toMatch(
    /the message of [0-9a-f]{40} does not match[^]*pre-receive hook declined/,
  );
  expect(await push('+HEAD~2:master')).toContain('refs/heads/master may not lose commits');
  await work.git('reset', '--quiet', '--hard', 'HEAD~1');
  await work.commitFile('large.bin', Buffer.alloc(1024 * 1024 + 1, 1));
  await work.git('commit', '--quiet', '--amend', '--message', 'feat: large');
  expect(await push('master')).toContain('large.bin has 1048577 bytes; at most 1048576 are allowed');
  expect(await refs()).toBe(before);
  await set({ max_file_size: 2 }).expect(200);
  expect(await push('master')).toBe('');
  await set({ skip_rule_for_owner: true }).expect(200);
  expect(await push('+HEAD~1:master')).toBe('');

  await api
    .put(`${REPOSITORY}/repo_settings`)
    .set(owner)
    .send({ forbidden_developer_create_branch: true })
    .expect(200);
  const branch = { branch_name: 'x', refs: 'master' };
  const branches = `${REPOSITORY}/branches`;
  await api.post(branches).set('PRIVATE-TOKEN', 'bob-token').send(branch).expect(403);
  await api.post(branches).set(owner).send(branch).expect(200);
});
