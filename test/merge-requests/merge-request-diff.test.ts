import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import {
  openRequest,
  PULLS,
  startWithFeature,
  startWithRequest,
} from '../support/merge-requests/merge-requests.js';

test('the commits of a request come newest first, in the documented keys', async () => {
  const server = await startWithRequest();
  const { api, url, work, head } = server;
  const who = {
    GIT_AUTHOR_NAME: 'Bea Öz',
    GIT_AUTHOR_EMAIL: 'bea@example.com',
    GIT_AUTHOR_DATE: '1546272480 +0800',
    GIT_COMMITTER_NAME: 'atomgit',
    GIT_COMMITTER_EMAIL: 'email@atomgit.com',
  };
  const sha = await work.commit('Ünï\n\nwhy', who);
  await work.push('feature');
  const { text, headers } = await api.get(`${PULLS}/1/commits`).expect(200);
  const atomgit = {
    id: '000000000000000000000001',
    login: 'atomgit',
    name: 'atomgit',
    avatar_url: '',
    html_url: `${url}/atomgit`,
  };
  const [newest, oldest, ...others] = JSON.parse(text);
  expect(JSON.stringify(newest)).toBe(
    JSON.stringify({
      sha,
      html_url: `${url}/demo/demo/commits/${sha}`,
      commit: {
        author: { login: '', name: 'Bea Öz', email: 'bea@example.com', date: '2018-12-31T16:08:00+00:00' },
        committer: { login: 'atomgit', name: 'atomgit', email: 'email@atomgit.com' },
        message: 'Ünï\n\nwhy\n',
      },
      author: null,
      committer: atomgit,
      parents: { sha: head, shas: [head] },
    }),
  );
  expect(oldest).toMatchObject({ sha: head, parents: { sha: await work.sha('origin/master') } });
  expect(others).toEqual([]);
  expect(headers).toMatchObject({ total_count: '2', total_page: '1' });
  const second = await api.get(`${PULLS}/1/commits?per_page=1&page=2`).expect(200);
  expect(second.body).toEqual([oldest]);
});

test('the files of a request are its changes since the merge base, in the documented keys', async () => {
  const server = await startWithFeature();
  const { api, url, work } = server;
  await work.git('checkout', '--quiet', 'master');
  for (const name of ['gone.txt', 'old name.txt', 'mode.sh'])
    await work.commitFile(name, `${name}\n1\n2\n3\n`);
  await work.push('master');
  await work.git('checkout', '--quiet', '-b', 'changes');
  await work.commitFile('README.md', '# demo\n');
  await work.commitFile('bytes.bin', Buffer.from([0, 1, 2, 255]));
  await work.commitFile('新 ö file.txt', 'one\ntwo\n');
  await rename(join(work.folder, 'old name.txt'), join(work.folder, 'new "name".txt'));
  await work.git('rm', '--quiet', 'gone.txt');
  await work.git('add', '--all', '.');
  await work.git('update-index', '--chmod=+x', 'mode.sh');
  const head = await work.commit('Much');
  await work.push('changes');
  await work.git('checkout', '--quiet', '--force', 'master');
  await work.commitFile('elsewhere.txt', 'not a change of the request\n');
  await work.push('master');
  await openRequest(server, { head: 'changes' });

  const { body, headers } = await api.get(`${PULLS}/1/files`).expect(200);
  expect(headers).toMatchObject({ total_count: '6', total_page: '1' });
  const summary = body.map((file: Record<string, unknown> & { patch: Record<string, unknown> }) => [
    file['filename'],
    file['additions'],
    file['deletions'],
    Object.entries(file.patch).flatMap(([key, value]) => (value === true ? [key] : [])),
  ]);
  expect(summary).toEqual([
    ['README.md', '0', '2', []],
    ['bytes.bin', '0', '0', ['new_file']],
    ['gone.txt', '0', '4', ['deleted_file']],
    ['mode.sh', '0', '0', []],
    ['new "name".txt', '0', '0', ['renamed_file']],
    ['新 ö file.txt', '2', '0', ['new_file']],
  ]);
  expect(body[3].patch).toMatchObject({ a_mode: '100644', b_mode: '100755' });
  for (const address of [body[2].blob_url, body[2].raw_url])
    await api.get(new URL(address).pathname).expect(200);
  expect(body[4].patch).toMatchObject({ old_path: 'old name.txt', new_path: 'new "name".txt' });
  const name = encodeURIComponent('新 ö file.txt');
  expect(JSON.stringify(body[5])).toBe(
    JSON.stringify({
      sha: await work.sha(`${head}:新 ö file.txt`),
      filename: '新 ö file.txt',
      status: null,
      additions: '2',
      deletions: '0',
      blob_url: `${url}/demo/demo/blob/${head}/${name}`,
      raw_url: `${url}/demo/demo/raw/${head}/${name}`,
      patch: {
        diff: '--- /dev/null\n+++ b/新 ö file.txt\t\n@@ -0,0 +1,2 @@\n+one\n+two\n',
        new_path: '新 ö file.txt',
        old_path: '新 ö file.txt',
        a_mode: '0',
        b_mode: '100644',
        new_file: true,
        renamed_file: false,
        deleted_file: false,
        too_large: false,
        added_lines: 2,
        removed_lines: 0,
      },
    }),
  );
  const second = await api.get(`${PULLS}/1/files?per_page=5&page=2`).expect(200);
  expect(second.body).toEqual(body.slice(5));
});

test('the commits and files of a request stay the same after any kind of merge', async () => {
  const server = await startWithFeature();
  const { api, work } = server;
  const shown = async (number: number) => {
    const commits = await api.get(`${PULLS}/${number}/commits`).expect(200);
    const files = await api.get(`${PULLS}/${number}/files`).expect(200);
    const { body } = await api.get(`${PULLS}/${number}`).expect(200);
    return { commits: commits.body, files: files.body, head: body.head, base: body.base };
  };
  const pushes = async (branch: string) => {
    await work.git('checkout', '--quiet', '-B', branch, 'origin/master');
    await work.commitFile(`${branch}.txt`, 'x\n');
    await work.commitFile(`${branch}.md`, 'x\n');
    await work.push(branch);
    return openRequest(server, { head: branch });
  };
  for (const method of ['merge', 'squash', 'rebase', 'push']) {
    const number = await pushes(`by-${method}`);
    await work.git('fetch', '--quiet');
    const before = await shown(number);
    expect(before.commits).toHaveLength(2);
    expect(before.files).toHaveLength(2);
    if (method === 'push') {
      await work.git('merge', '--quiet', '--no-edit', 'origin/master');
      await work.push('HEAD:master');
      await api.get(`${PULLS}/${number}/merge`).expect(200);
    } else await api.put(`${PULLS}/${number}/merge`).send({ merge_method: method }).expect(200);
    expect({ method, ...(await shown(number)) }).toEqual({ method, ...before });
  }
});

test('a closed request shows the changes that it had when it was open, even if the target has them by now', async () => {
  const server = await startWithRequest();
  const { api, work } = server;
  const before = (await api.get(`${PULLS}/1/commits`).expect(200)).body;
  await api.patch(`${PULLS}/1`).send({ state: 'closed' }).expect(200);
  await work.push('feature:master');
  expect((await api.get(`${PULLS}/1/commits`).expect(200)).body).toEqual(before);
  expect((await api.get(`${PULLS}/1/files`).expect(200)).body).toHaveLength(1);
});
