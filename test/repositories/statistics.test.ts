import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { git } from '../support/git/clone.js';
import { start } from '../support/server/start.js';

const REPOSITORY = '/api/v5/repos/demo/demo';

const LIN = { GIT_AUTHOR_NAME: 'Lin Yu', GIT_AUTHOR_EMAIL: 'lin@example.com' };

test('languages are shares of bytes on the default branch, without prose, data and vendored files', async () => {
  const { api, clone } = await start();
  await api.get(`${REPOSITORY}/languages`).expect(200, {});
  const work = await clone();
  await work.shell('mkdir -p src vendor');
  await writeFile(join(work.folder, 'src/main.go'), 'x'.repeat(300));
  await writeFile(join(work.folder, 'vendor/other.rb'), 'x'.repeat(9_000));
  await writeFile(join(work.folder, 'Dockerfile'), 'x'.repeat(100));
  await writeFile(join(work.folder, 'data.json'), 'x'.repeat(5_000));
  await work.shell('git add . && git commit --quiet --message Files');
  await work.push('HEAD:master');
  const { text } = await api.get(`${REPOSITORY}/languages`).expect(200);
  expect(text).toBe('{"Go":75,"Dockerfile":25}');
  await work.commitFile('Dockerfile', 'x'.repeat(200));
  await work.push('HEAD:master');
  await api.get(`${REPOSITORY}/languages`).expect(200, { Go: 60, Dockerfile: 40 });
  await api.post('/api/v5/user/repos').send({ name: 'empty' }).expect(200);
  await api.get('/api/v5/repos/atomgit/empty/languages').expect(200, {});
  await api.get('/api/v5/repos/demo/none/languages').expect(404);
});

test('contributors are the persons in commits, with their contributions by day', async () => {
  const { api, clone } = await start();
  await api
    .post('/_mock/users')
    .send({ login: 'lin', name: 'Lin', email: LIN.GIT_AUTHOR_EMAIL, token: 'lin-token' });
  const work = await clone();
  await writeFile(join(work.folder, 'a.txt'), '1\n2\n3\n');
  await work.shell('git add a.txt');
  await work.commit('One', { ...LIN, GIT_COMMITTER_DATE: '2024-11-08T23:30:00Z' });
  await writeFile(join(work.folder, 'a.txt'), '1\n2\nthree\nfour\n');
  await work.shell('git add a.txt');
  // The day is that of UTC.
  await work.commit('Two', { ...LIN, GIT_COMMITTER_DATE: '2024-11-09T01:00:00+02:00' });
  await writeFile(join(work.folder, 'a.txt'), '');
  await work.shell('git add a.txt');
  await work.commit('Three', { ...LIN, GIT_COMMITTER_DATE: '2024-11-10T12:00:00Z' });
  await work.push('HEAD:master');

  const contributors = await api.get(`${REPOSITORY}/contributors`).expect('total_count', '2').expect(200);
  expect(contributors.body).toEqual([
    { name: 'Lin Yu', contributions: 3, email: 'lin@example.com' },
    { name: 'atomgit', contributions: 2, email: 'email@atomgit.com' },
  ]);
  const committers = await api.get(`${REPOSITORY}/contributors?type=committers&per_page=1`).expect(200);
  expect(committers.body).toEqual([{ name: 'Ada', contributions: 3, email: 'ada@example.com' }]);
  await api.get(`${REPOSITORY}/contributors?type=everybody`).expect(422);

  const lin = {
    name: 'Lin Yu',
    email: 'lin@example.com',
    overview: { additions: 5, deletions: 5, total_changes: 10, commit_count: 3 },
    contributions: [
      { date: '2024-11-08', additions: 5, deletions: 1, total_changes: 6, commit_count: 2 },
      { date: '2024-11-10', additions: 0, deletions: 4, total_changes: 4, commit_count: 1 },
    ],
  };
  const statistic = `${REPOSITORY}/contributors/statistic`;
  const all = await api.get(statistic).expect(200);
  expect(all.body).toMatchObject([lin, { name: 'atomgit', overview: { commit_count: 2 } }]);
  await api.get(`${statistic}?author=lin`).expect(200, [lin]);
  await api
    .get(`${statistic}?current_user=true&author=atomgit`)
    .set('PRIVATE-TOKEN', 'lin-token')
    .expect(200, [lin]);
  const upTo = await api.get(`${statistic}?since=2024-11-08&until=2024-11-08`).expect(200);
  expect(upTo.body).toMatchObject([
    { overview: { commit_count: 2 }, contributions: [{ date: '2024-11-08' }] },
  ]);
  expect((await api.get(`${statistic}?ref_name=${await work.sha('HEAD~3')}`)).body).toMatchObject([
    { name: 'atomgit' },
  ]);
  await api.get(`${statistic}?author=nobody`).expect(200, []);
  await api.get(`${statistic}?ref_name=none`).expect(404);
  await api.get(`${statistic}?since=yesterday`).expect(422);

  const commits = await api
    .get('/api/v5/demo/demo/repository/commit_statistics?branch_name=master&since=2024-01-01')
    .expect(200);
  expect(commits.body).toEqual({
    commits: [
      { author_name: 'lin', date: '2024-11-10' },
      { author_name: 'lin', date: '2024-11-08' },
      { author_name: 'lin', date: '2024-11-08' },
    ],
    statistics: [
      {
        project_id: 1,
        branch: 'master',
        user_name: 'lin',
        nick_name: 'Lin',
        add_lines: 5,
        delete_lines: 5,
        commit_count: 3,
      },
    ],
    total: 1,
  });
  const own = await api.get('/api/v5/demo/demo/repository/commit_statistics?only_self=1').expect(200);
  expect(own.body).toMatchObject({ statistics: [{ user_name: 'atomgit', branch: 'master' }], total: 1 });
  await api.get('/api/v5/demo/demo/repository/commit_statistics?branch_name=none').expect(404);
  await api.get('/api/v5/demo/none/repository/commit_statistics').expect(404);
});

test('commits with an author or a date that hardly anything can be made of are counted', async () => {
  const { api, clone } = await start();
  const work = await clone();
  const author = 'author a\u0001b <a@b> 0 +0000';
  const committer = 'committer C <c@d> 9999999999999 +0000';
  const file = 'M 100644 inline x\ndata 4\nx\ny\n';
  await work.import(
    `commit refs/heads/odd\nmark :1\n${author}\n${committer}\ndata 2\nm\n${file}\nget-mark :1\n`,
  );
  await work.push('odd');
  const { body } = await api.get(`${REPOSITORY}/contributors/statistic?ref_name=odd`).expect(200);
  expect(body).toMatchObject([
    {
      name: 'a\u0001b',
      email: 'a@b',
      contributions: [{ date: '1970-01-01', additions: 2, deletions: 0, commit_count: 1 }],
    },
  ]);
});

test('.mailmap merges contributors, and an empty repository has none', async () => {
  const { api, clone } = await start();
  const work = await clone();
  await writeFile(join(work.folder, '.mailmap'), 'Lin Yu <lin@example.com> <old@example.com>\n');
  await work.shell('git add .mailmap');
  await work.commit('One', { ...LIN, GIT_AUTHOR_EMAIL: 'old@example.com' });
  await git(work.folder, ['commit', '--quiet', '--allow-empty', '--message', 'Two'], LIN);
  await work.push('HEAD:master');
  const contributors = await api.get(`${REPOSITORY}/contributors`).expect('total_count', '2').expect(200);
  expect(contributors.body).toContainEqual({
    name: 'Lin Yu',
    contributions: 2,
    email: 'lin@example.com',
  });
  const statistic = await api.get(`${REPOSITORY}/contributors/statistic?since=2024-01-01`).expect(200);
  expect(statistic.body).toMatchObject([{ email: 'lin@example.com', overview: { commit_count: 2 } }]);
  await api.post('/api/v5/user/repos').send({ name: 'empty' }).expect(200);
  await api.get('/api/v5/repos/atomgit/empty/contributors').expect('total_count', '0').expect(200, []);
  await api.get('/api/v5/repos/atomgit/empty/contributors/statistic').expect(200, []);
});
