import { expect, test } from 'vitest';
import { PULLS, pushFeature, startWithFeature } from '../support/merge-requests/merge-requests.js';
import type { Started } from '../support/server/start.js';

const bob = { 'PRIVATE-TOKEN': 'bob-token' };

const listed = async ({ api }: Started, query: string): Promise<number[]> => {
  const { body } = await api.get(`${PULLS}?${query}`).expect(200);
  return (body as { number: number }[]).map(({ number }) => number);
};

/** Four requests of two people in three states. @returns when each was opened and last changed */
async function fourRequests() {
  const server = await startWithFeature();
  const { api, work } = server;
  await api.post('/_mock/users').send({ login: 'Bob', token: 'bob-token' }).expect(201);
  await api.post('/_mock/users').send({ login: 'carol' }).expect(201);
  await pushFeature(work, { branch: 'feat/其他' });
  await work.push('origin/master:refs/heads/release');
  const requests = [
    { as: {}, head: 'feature', base: 'master', labels: 'bug,ui & ux', assignees: 'bob', milestone_number: 1 },
    { as: bob, head: 'feat/其他', base: 'master', labels: 'bug', testers: 'carol', milestone_number: 2 },
    { as: bob, head: 'feature', base: 'release', assignees: 'atomgit' },
    { as: {}, head: 'feat/其他', base: 'release', draft: true },
  ];
  const created: string[] = [];
  for (const { as, ...fields } of requests) {
    const { body } = await api
      .post(PULLS)
      .set(as)
      .send({ title: 'A feature', ...fields })
      .expect(200);
    created.push(encodeURIComponent(body.created_at));
  }
  await api.put(`${PULLS}/2/merge`).expect(200);
  await api.patch(`${PULLS}/3`).send({ state: 'closed' }).expect(200);
  const { body } = await api.patch(`${PULLS}/1`).send({ title: 'Last changed' }).expect(200);
  return { server, created, updated: encodeURIComponent(body.updated_at) };
}

test('requests are listed newest first and by every documented filter', async () => {
  const { server, created, updated } = await fourRequests();
  const [, second = '', third = ''] = created;
  const queries = {
    '': [4, 3, 2, 1],
    'state=all': [4, 3, 2, 1],
    'state=open': [4, 1],
    'state=opened': [4, 1],
    'state=closed': [3],
    'state=merged': [2],
    'state=locked': [],
    'base=master': [2, 1],
    'base=release&state=open': [4],
    'base=nowhere': [],
    'head=feature': [3, 1],
    'head=demo:feature&state=open': [1],
    'head=demo/demo:feat/%E5%85%B6%E4%BB%96': [4, 2],
    'head=bob:feature': [],
    'head=feat': [],
    'milestone_number=2': [2],
    'milestone_number=9': [],
    'labels=bug': [2, 1],
    'labels=bug,ui%20%26%20ux': [1],
    'labels=bug,none': [],
    'author=atomgit': [4, 1],
    'author=bob': [3, 2],
    'author=nobody': [],
    'assignee=BOB': [1],
    'assignee=atomgit': [3],
    'assignee=carol': [],
    'reviewer=bob': [1],
    'reviewer=carol': [2],
    [`created_after=${second}`]: [4, 3, 2],
    [`created_before=${second}`]: [2, 1],
    [`created_after=${second}&created_before=${third}`]: [3, 2],
    'created_after=2024-11-09': [4, 3, 2, 1],
    'created_before=2024-11-09T09:49:53%2B08:00': [],
    [`updated_after=${updated}`]: [1],
    [`since=${updated}`]: [1],
    [`updated_before=${second}`]: [],
    [`updated_before=${updated}`]: [4, 3, 2, 1],
    'merged_after=2024-11-09T09:49:53Z': [2],
    'merged_before=2024-11-09T09:49:53Z': [],
    'merged_after=2999-01-01': [],
    'merged_before=2999-01-01': [2],
    'sort=created&direction=asc': [1, 2, 3, 4],
    'direction=asc&per_page=3': [1, 2, 3],
    'sort=updated': [1, 3, 2, 4],
    'sort=updated&direction=asc&state=all': [4, 2, 3, 1],
    'per_page=3&page=2': [1],
    'page=7': [],
    'author=bob&labels=bug&state=merged&base=master&reviewer=carol&unknown=1': [2],
  };
  for (const [query, numbers] of Object.entries(queries))
    expect({ query, numbers: await listed(server, query) }).toEqual({ query, numbers });
});

test('a list says how long it is, and nothing more when only that is asked for', async () => {
  const { server } = await fourRequests();
  const { api, url } = server;
  const { headers } = await api.get(`${PULLS}?state=all&per_page=2&page=2&access_token=x`).expect(200);
  const page = (number: number) => `<${url}${PULLS}?state=all&per_page=2&page=${number}>`;
  expect(headers).toMatchObject({
    total_count: '4',
    total_page: '2',
    link: `${page(1)}; rel="first", ${page(1)}; rel="prev", ${page(2)}; rel="last"`,
  });
  const counted = await api.get(`${PULLS}?only_count=true&state=open&per_page=1`).expect(200);
  expect(counted.body).toEqual({ all: 4, opened: 2, closed: 1, merged: 1, locked: 0 });
  const empty = 'author=&assignee=&reviewer=&base=&head=&search=';
  expect((await api.get(`${PULLS}?only_count=true&${empty}`).expect(200)).body).toEqual(counted.body);
});

test('a filter that is no such thing is refused by name and value', async () => {
  const { api } = await startWithFeature();
  const refusals = {
    'state=reopened': 'state must be one of open, opened, closed, merged, locked, all, but is "reopened"',
    'sort=size': 'sort must be one of created, created_at, updated, updated_at, but is "size"',
    'direction=up': 'direction must be one of asc, desc, but is "up"',
    'milestone_number=one': 'milestone_number must be a whole number from 1 to 2147483647, but is "one"',
    'since=yesterday': 'since must be a time like 2024-11-09 or 2024-11-09T09:49:53Z, but is "yesterday"',
    'merged_before=2024-13-01':
      'merged_before must be a time like 2024-11-09 or 2024-11-09T09:49:53Z, but is "2024-13-01"',
    'only_count=perhaps': 'only_count must be true, false, 1 or 0, but is "perhaps"',
    'page=0': 'page must be a whole number from 1 up, but is "0"',
  };
  for (const [query, words] of Object.entries(refusals)) {
    const { body } = await api.get(`${PULLS}?${query}`).expect(422);
    expect({ query, words: body.error_message }).toEqual({ query, words });
  }
});

/** The names of all keys in it, however deep. */
function keysIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(keysIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, entry]) => [key, ...keysIn(entry)]);
}

/** As the reference has them. */
const LISTED = `number, html_url, close_related_issue, prune_branch, draft, url, labels, id, color, name, title,
  repository_id, type, text_color, user, login, state, avatar_url, avatar_path, email, name_cn, tenant_name, is_member,
  assignees, assignee, code_owner, accept, head, label, ref, sha, repo, full_path, human_name, path, description, namespace,
  develop_mode, region, cell, kind, full_name, parent_id, visibility_level, enable_file_control, owner_id, owner,
  assigner, private, public, internal, base, iid, project_id, body, created_at, updated_at, merged_at, closed_by,
  closed_at, title_html, description_html, target_branch, source_branch, squash_commit_message, user_notes_count,
  upvotes, downvotes, source_project_id, target_project_id, work_in_progress, milestone, merge_when_pipeline_succeeds,
  merge_status, merge_commit_sha, discussion_locked, should_remove_source_branch, force_remove_source_branch,
  allow_collaboration, allow_maintainer_to_push, web_url, time_stats, time_estimate`;
const CREATED = `id, url, html_url, diff_url, patch_url, issue_url, commits_url, review_comments_url,
  review_comment_url, comments_url, number, title, description, state, created_at, updated_at, merged_by, merged_at,
  closed_by, closed_at, title_html, description_html, target_branch, source_branch, squash_commit_message,
  user_notes_count, upvotes, downvotes, author, name, username, iam_id, nick_name, avatar_url, avatar_path, email,
  name_cn, web_url, tenant_name, is_member, assignee, source_project_id, target_project_id, labels, color, type,
  textColor, work_in_progress, milestone, merge_when_pipeline_succeeds, merge_status, sha, merge_commit_sha,
  discussion_locked, should_remove_source_branch, force_remove_source_branch, allow_collaboration,
  allow_maintainer_to_push, time_stats, time_estimate, total_time_spent, human_time_estimate, human_total_time_spent,
  squash, merge_request_type, has_pre_merge_ref, review_mode, is_source_branch_exist,
  approval_merge_request_reviewers, is_codeowner, approval_merge_request_approvers, approval_merge_request_testers,
  source_project, name_with_namespace, path, path_with_namespace, develop_mode, archived, is_kia, ssh_url_to_repo,
  http_url_to_repo, readme_url, product_id, product_name, member_mgnt_mode, default_branch, tag_list, license_url,
  license, key, nickname, source_url, star_count, forks_count, open_issues_count, open_merge_requests_count,
  open_change_requests_count, watch_count, last_activity_at, namespace, region, cell, kind, full_path, full_name,
  parent_id, visibility_level, enable_file_control, owner_id, empty_repo, starred, visibility, security,
  has_updated_kia, network_type, owner, creator, target_project, diff_refs, base_sha, start_sha, head_sha, changes_count,
  added_lines, removed_lines, subscribed, assignees_number, testers_number, locked, can_merge_check`;
const SINGLE = `id, html_url, number, url, issue_url, state, assignees_number, assignees, login, name, avatar_url,
  assigness, code_owner, accept, testers, labels, repository_id, created_at, updated_at, closed__at, draft, merged_at,
  can_merge_check, mergeable, body, user, head, label, ref, sha, repo, path, base, prune_branch, mergeable_state,
  merge_request_id, status_without_user_auth, conflict_passed, branch_missing_passed, non_ff_passed, mr_state_passed,
  merged_by_user_passed, work_in_progress_passed, resolve_discussion_passed, ci_state_passed, merge_by_self_passed,
  can_force_merge, approval_reviewers_required_passed, approval_approvers_required_passed,
  approval_testers_required_passed, merge_request_switch, review_mode, merge_method,
  only_allow_merge_if_all_discussions_are_resolved, disable_merge_by_self, only_allow_merge_if_pipeline_succeeds,
  disable_squash_merge, squash_merge_with_no_merge_commit, approval_required_reviewers_count,
  approval_required_reviewers_branch, add_notes_after_merged, mark_auto_merged_mr_as_closed, can_reopen, reason,
  check_tasks_num, ref_pull_requests`;

test('a request has all documented keys where it is created, listed and shown', async () => {
  const server = await startWithFeature();
  const { api, url, head, work } = server;
  const fields = { title: 'A feature', head: 'feature', base: 'master', body: 'What', labels: 'bug' };
  const people = { assignees: 'atomgit', testers: 'atomgit' };
  const created = (
    await api
      .post(PULLS)
      .send({ ...fields, ...people })
      .expect(200)
  ).body;
  const [entry] = (await api.get(PULLS).expect(200)).body;
  const single = (await api.get(`${PULLS}/1`).expect(200)).body;
  const documented: [unknown, string][] = [
    [created, CREATED],
    [entry, LISTED],
    [single, SINGLE],
  ];
  for (const [body, keys] of documented) {
    const there = new Set(keysIn(body));
    expect(keys.split(/,\s+/).filter((key) => !there.has(key))).toEqual([]);
    expect(body).toMatchObject({
      id: 1,
      number: 1,
      iid: 1,
      title: 'A feature',
      body: 'What',
      html_url: `${url}/demo/demo/merge_requests/1`,
      url: `${url}${PULLS}/1`,
      head: { ref: 'feature', sha: head, repo: { full_name: 'demo/demo' } },
      base: { ref: 'master', sha: await work.sha('origin/master'), repo: { full_name: 'demo/demo' } },
      user: { login: 'atomgit' },
      labels: [{ name: 'bug' }],
      assignees: [{ login: 'atomgit' }],
      testers: [{ login: 'atomgit' }],
      merged: false,
      draft: false,
      milestone: null,
      merged_at: null,
      closed_at: null,
    });
  }
  expect([created.state, entry.state, single.state]).toEqual(['opened', 'open', 'open']);
  const master = await work.sha('origin/master');
  expect(created).toMatchObject({
    changes_count: '1',
    added_lines: 1,
    removed_lines: 0,
    diff_refs: { base_sha: master, start_sha: master, head_sha: head },
    target_project: { path_with_namespace: 'demo/demo' },
  });
});
