import { expect, test } from 'vitest';
import { openRequest, PULLS, pushFeature } from '../support/merge-requests/merge-requests.js';
import { start } from '../support/server/start.js';

const V5 = '/api/v5';
const REPO = `${V5}/repos/demo/demo`;
const WRITTEN_ISSUE =
  'id html_url number state title body user assignee repository created_at updated_at finished_at labels stage severity';
const FOUND_ISSUE =
  'id html_url number state title body repository created_at updated_at labels priority comments parent_id';
const RELEASE = 'tag_name target_commitish prerelease name body author created_at assets';

/** Those of the first entry, if it is a list. */
const keysOf = (shown: unknown): string[] => Object.keys([shown].flat()[0] ?? {});

/** The documented keys are the first. */
function expectFirst(shown: unknown, documented: string): void {
  const keys = documented.split(' ');
  expect(keysOf(shown).slice(0, keys.length)).toEqual(keys);
}

/** The documented keys are in this order, with keys of ours between them. */
function expectInOrder(shown: unknown, documented: string): void {
  const keys = documented.split(' ');
  expect(keysOf(shown).filter((key) => keys.includes(key))).toEqual(keys);
}

test('merge requests, issues and comments have the documented keys in the documented order, whichever call shows them', async () => {
  const server = await start();
  const { api } = server;
  const issue = { repo: 'demo', title: 'One', labels: 'bug' };
  expectFirst((await api.post(`${V5}/repos/demo/issues`).send(issue).expect(200)).body, WRITTEN_ISSUE);
  const change = { repo: 'demo', body: 'more', assignee: 'atomgit' };
  const changed = await api.patch(`${V5}/repos/demo/issues/1`).send(change).expect(200);
  expectFirst(changed.body, WRITTEN_ISSUE);
  expectFirst((await api.patch(`${REPO}/issues/1`).send({ title: 'First' }).expect(200)).body, WRITTEN_ISSUE);
  await api.post(`${REPO}/issues/1/comments`).send({ body: 'Seen' }).expect(200);
  await pushFeature(await server.clone());
  await openRequest(server, { body: 'Closes #1' });
  const shown = async (path: string) => (await api.get(path).expect(200)).body;

  expectFirst(await shown(`${V5}/user/issues?filter=all`), 'id html_url number state title body assignee');
  expectFirst(await shown(`${V5}/orgs/demo/issues?filter=all`), FOUND_ISSUE);
  expectFirst(await shown(`${V5}/search/issues?q=First`), FOUND_ISSUE);
  const comments = await shown(`${V5}/enterprises/demo/issues/1/comments`);
  expectFirst(comments, 'body created_at id target updated_at user');

  const [linked] = await shown(`${PULLS}/1/issues`);
  expectFirst(linked, 'number title state url body user labels');
  expect(keysOf(linked.labels)).toEqual(['color', 'name', 'id', 'title', 'type', 'textColor']);

  const { head, base } = await shown(`${PULLS}/1`);
  for (const side of [head, base]) {
    expectFirst(side, 'label ref sha repo');
    expectFirst(side.repo, 'path name');
  }

  const [closing] = await shown(`${V5}/enterprises/demo/issues/1/pull_requests`);
  expectFirst(
    closing,
    'number html_url url close_related_issue prune_branch draft labels user assignees testers head base id iid ' +
      'project_id title body state assignees_number testers_number created_at updated_at merged_at closed_at ' +
      'target_branch source_branch source_project_id force_remove_source_branch web_url merge_request_type ' +
      'review_mode added_lines removed_lines diff_refs notes pipeline_status pipeline_status_with_code_quality ' +
      'source_git_url can_merge_check mergeable locked diff_url patch_url commits_url comments_url issue_url',
  );
  expect(keysOf(closing.diff_refs)).toEqual(['base_sha', 'head_sha', 'start_sha']);
});

test('so have repositories in each list, and their files, commits, releases and settings', async () => {
  const { api } = await start();
  const shown = async (path: string) => (await api.get(path).expect(200)).body;
  await api.post(`${V5}/orgs/acme/repos`).send({ name: 'app', path: 'app' }).expect(200);
  expectFirst(
    await shown(`${V5}/orgs/acme/repos`),
    'id full_name namespace path name description private public internal fork html_url forks_count ' +
      'stargazers_count watchers_count default_branch open_issues_count license project_creator pushed_at ' +
      'created_at updated_at status',
  );
  expectInOrder(
    await shown(`${V5}/search/repositories?q=app`),
    'id full_name human_name url namespace path name description status ssh_url_to_repo http_url_to_repo web_url ' +
      'created_at updated_at homepage members forks_count stargazers_count relation permission internal ' +
      'open_issues_count has_issue watchers_count enterprise default_branch fork pushed_at owner ' +
      'issue_template_source private public',
  );
  for (const path of ['user/repos', 'users/atomgit/repos'])
    expectInOrder(
      await shown(`${V5}/${path}`),
      'id full_name human_name url namespace path name description status ssh_url_to_repo http_url_to_repo web_url ' +
        'homepage members assignee forks_count stargazers_count project_labels relation permission internal ' +
        'open_issues_count has_issue watched watchers_count assignees_number enterprise default_branch fork owner ' +
        'assigner issue_template_source private public gitee',
    );

  const content = Buffer.from('one').toString('base64');
  const file = { content, message: 'A file', branch: 'master' };
  const { body: added } = await api.post(`${REPO}/contents/new.txt`).send(file).expect(200);
  expectFirst(added, 'commit content');
  const { sha } = added.content;
  const { body: replaced } = await api
    .put(`${REPO}/contents/new.txt`)
    .send({ ...file, content: Buffer.from('two').toString('base64'), sha })
    .expect(200);
  expectFirst(replaced, 'content commit');
  expectFirst(replaced.content, 'name path url html_url download_url _links');
  const removal = { message: 'Away', branch: 'master', sha: replaced.content.sha };
  const { body: removed } = await api.delete(`${REPO}/contents/new.txt`).send(removal).expect(200);
  expectFirst(removed, 'commit content');
  expectFirst(
    await shown(`${REPO}/commits/${removed.commit.sha}`),
    'url sha html_url comments_url commit stats files',
  );

  const release = { tag_name: 'v1', name: 'One', body: 'First', target_commitish: 'master' };
  await api.post(`${REPO}/releases`).send(release).expect(200);
  expectFirst(await shown(`${REPO}/releases`), RELEASE);
  expectFirst(await shown(`${REPO}/releases/tags/v1`), RELEASE);
  const again = await api.patch(`${REPO}/releases/v1`).send(release).expect(200);
  expectFirst(again.body, `id ${RELEASE}`);

  const modules = await api.put(`${REPO}/module/setting`).send({ has_wiki: true }).expect(200);
  const transition = await api.put(`${REPO}/transition`).send({ mode: 1 }).expect(200);
  expect([keysOf(modules.body), keysOf(transition.body)]).toEqual([
    ['msg', 'code'],
    ['msg', 'code'],
  ]);
  const status = { status: 1, password: 'x' };
  const { body } = await api.put(`${V5}/org/acme/repo/app/status`).send(status).expect(200);
  expect(keysOf(body)).toEqual(['code', 'msg']);
});

test('so have organisations and their members', async () => {
  const { api } = await start();
  await api.post(`${V5}/orgs`).send({ path: 'acme' }).expect(200);
  await api.post('/_mock/users').send({ login: 'lin', name: 'Lin', token: 'lins' }).expect(201);
  const invited = await api.post(`${V5}/orgs/acme/memberships/lin`).send({ role: 'member' }).expect(200);
  expect(keysOf(invited.body.permissions)).toEqual(['admin', 'customized', 'push', 'pull']);
  const granted = await api.put(`${REPO}/members/lin`).send({ permission: 'push' }).expect(200);
  expect(keysOf(granted.body.permissions)).toEqual(['admin', 'push', 'customized', 'pull']);

  const members = `${V5}/enterprises/acme/members`;
  const shown = async (path: string) => (await api.get(path).expect(200)).body;
  for (const member of [(await shown(members))[0], await shown(`${members}/lin`)]) {
    expectFirst(member, 'user url active role');
    expect(keysOf(member.user)).toEqual(['avatar_url', 'html_url', 'id', 'login', 'name', 'url']);
  }
  const { body: changed } = await api.put(`${members}/lin`).send({ role: 'admin' }).expect(200);
  expectFirst(changed, 'active role url user');
  expectFirst(changed.user, 'id login url html_url');

  const listed = 'avatar_url repos_url events_url members_url description follow_count';
  expectFirst(await shown(`${V5}/users/lin/orgs`), `id login name ${listed}`);
  expectFirst(await shown(`${V5}/users/orgs`), `id login path name ${listed}`);
});
