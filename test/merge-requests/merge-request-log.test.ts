import { expect, test } from 'vitest';
import { PULLS, pull, startWithRequest } from '../support/merge-requests/merge-requests.js';

const ONE = `${PULLS}/1`;
const bob = { 'PRIVATE-TOKEN': 'bob-token' };

interface Operation {
  readonly action: string;
  readonly content: string;
  readonly user: { readonly login: string };
}

test('reviewers are added, approve nothing by themselves, and are removed; the log has each operation with its user', async () => {
  const server = await startWithRequest();
  const { api } = server;
  await api.post('/_mock/users').send({ login: 'bob', token: 'bob-token' }).expect(201);
  await api.put('/api/v5/repos/demo/demo/collaborators/bob').send({ permission: 'push' }).expect(200);
  for (const path of ['option_testers', 'option_reviewers', '1/option_testers', '1/option_reviewers'])
    expect((await api.get(`${PULLS}/${path}`).expect(200)).body).toMatchObject([
      { login: 'atomgit' },
      { login: 'bob' },
    ]);

  const reviewers = `${ONE}/reviewers`;
  expect((await api.post(reviewers).send({ reviewers: 'bob' }).expect(200)).body).toMatchObject([
    { login: 'bob', name: 'bob' },
  ]);
  await api
    .post(reviewers)
    .send({ reviewers: ['atomgit'], add: true })
    .expect(200);
  await api.patch(reviewers).send({ reset_all: true }).expect(204);
  expect((await api.get(reviewers).expect(200)).body).toMatchObject([
    { login: 'bob', accept: false },
    { login: 'atomgit' },
  ]);
  await api.delete(`${reviewers}?reviewers=BOB`).expect(204);
  expect(await pull(server)).toMatchObject({ reviewers: [{ login: 'atomgit' }], assignees: [] });
  await api.delete(reviewers).expect(422);
  await api.post(reviewers).send({ reviewers: 'nobody' }).expect(422);

  await api.patch(ONE).send({ title: 'Better', labels: 'bug', body: 'Why' }).expect(200);
  await api.post(`${ONE}/review`).set(bob).expect(204);
  await api.patch(ONE).set(bob).send({ state: 'closed' }).expect(200);
  const log = async (query: string) =>
    ((await api.get(`${ONE}/operate_logs${query}`).expect(200)).body as Operation[]).map(
      ({ action, content, user }) => `${user.login} ${action}: ${content}`,
    );
  const all = [
    'atomgit opened: opened the merge request',
    'atomgit reviewer: added reviewer bob',
    'atomgit reviewer: added reviewer atomgit',
    'atomgit reviewer: removed reviewer bob',
    'atomgit title: changed the title from A feature to Better',
    'atomgit description: changed the description',
    'atomgit label: added label bug',
    'bob review: approved as assignee',
    'bob closed: closed the merge request',
  ];
  expect((await log('?sort=asc')).map((line) => line.replaceAll('"', ''))).toEqual(all);
  expect(await log('?per_page=1')).toEqual(all.slice(-1));
  const [entry] = (await api.get(`${ONE}/operate_logs`).expect('total_count', '9')).body;
  expect(Object.keys(entry)).toEqual([
    'content',
    'id',
    'action',
    'merge_request_id',
    'created_at',
    'updated_at',
    'discussion_id',
    'project',
    'assignee',
    'proposer',
    'user',
  ]);
  await api.get(`${ONE}/operate_logs?sort=up`).expect(422);
  await api.get(`${PULLS}/9/operate_logs`).expect(404);
  const note = (await api.post(`${ONE}/comments`).send({ body: 'Hm' }).expect(200)).body;
  for (const of of [ONE, `${PULLS}/comment/${note.id}`, `${PULLS}/comment/${note.note_id}`])
    for (const list of ['user_reactions', 'modify_history'])
      expect((await api.get(`${of}/${list}`).expect(200)).body).toEqual([]);
  await api.get(`${PULLS}/comment/99/user_reactions`).expect(404);
});

test('all files of a request with their lines are one answer', async () => {
  const { api, head, url, work } = await startWithRequest();
  const { body } = await api.get(`${ONE}/files.json`).expect(200);
  const master = await work.sha('origin/master');
  const lines = expect.stringMatching(/^[0-9a-f]{40}_0_1$/);
  expect(body).toEqual({
    code: 200,
    added_lines: 1,
    remove_lines: 0,
    count: 1,
    diff_refs: { base_sha: master, start_sha: master, head_sha: head },
    diffs: [
      {
        new_blob_id: await work.sha(`${head}:feature.txt`),
        statistic: {
          type: 'added',
          path: 'feature.txt',
          old_path: 'feature.txt',
          new_path: 'feature.txt',
          view: false,
        },
        head: { url: `${url}/demo/demo/raw/${head}/feature.txt`, commit_id: head },
        added_lines: 1,
        remove_lines: 0,
        content: {
          text: [
            {
              line_content: 'one',
              old_line: { line_code: lines, line_num: '' },
              new_line: { line_code: lines, line_num: '1' },
              type: 'new',
            },
          ],
        },
      },
    ],
  });
});
