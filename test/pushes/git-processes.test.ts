import { execFileSync } from 'node:child_process';
import { chmod, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { killedGit } from '../support/git/failing-git.js';
import { start } from '../support/server/start.js';
import { temporaryFolder } from '../support/server/temporary-folder.js';

/** What takes a push or a fetch, and what stays with a repository to be asked again and again. */
const NOT_OF_AN_EVENT = /^(receive-pack|upload-pack|.*--batch$|.*--stdin$|.*--stdin-paths$)/;

/** A git that writes down how it is started, for a server to run. */
async function watchedGit() {
  const folder = await temporaryFolder();
  const log = join(folder, 'log');
  const real = execFileSync('which', ['git'], { encoding: 'utf8' }).trim();
  await writeFile(log, '');
  await writeFile(join(folder, 'git'), `#!/bin/sh\necho "$*" >> ${log}\nexec ${real} "$@"\n`);
  await chmod(join(folder, 'git'), 0o755);
  let seen = 0;
  return {
    environment: { PATH: `${folder}:${process.env['PATH'] ?? ''}` },
    /** The processes that were started since the last call. */
    newProcesses: async (): Promise<string[]> => {
      const lines = (await readFile(log, 'utf8')).split('\n').filter(Boolean);
      const fresh = lines.slice(seen).map((line) => line.replace(/^(-c \S+ )+/, ''));
      seen = lines.length;
      return fresh.filter((line) => !NOT_OF_AN_EVENT.test(line));
    },
  };
}

test('an event starts two git processes at most, whatever its size', async () => {
  const git = await watchedGit();
  const { api, clone, inbox, settled } = await start({
    settings: { gitEnvironment: git.environment },
    hook: { push_events: true, tag_push_events: true, merge_requests_events: true, note_events: true },
  });
  const pulls = '/api/v5/repos/demo/demo/pulls';
  const work = await clone();
  await git.newProcesses();

  const happenings: readonly (readonly [string, () => Promise<unknown>])[] = [
    ['a push of one commit', async () => work.commit('one').then(() => work.push('HEAD:master'))],
    ['a push of 300 commits', async () => work.commits(300).then(() => work.push('HEAD:master'))],
    [
      'a push of a merge',
      async () => {
        await work.git('checkout', '--quiet', '-b', 'side', 'HEAD~5');
        await work.commits(30);
        await work.git('checkout', '--quiet', 'master');
        await work.git('merge', '--quiet', '--no-ff', '-m', 'both', 'side');
        await work.push('HEAD:master');
      },
    ],
    ['a tag', async () => work.git('tag', '-a', 'v1', '-m', 'one').then(() => work.push('v1'))],
    [
      'a new branch',
      async () => {
        await work.git('checkout', '--quiet', '-b', 'feature');
        await work.commitFile('a', 'a\n');
        await work.push('feature');
      },
    ],
    ['a request', () => api.post(pulls).send({ title: 'It', head: 'feature', base: 'master' }).expect(200)],
    ['its update', async () => work.commitFile('b', 'b\n').then(() => work.push('feature'))],
    ['a note', () => api.post(`${pulls}/1/comments`).send({ body: 'Good' }).expect(200)],
    ['its merge', () => api.put(`${pulls}/1/merge`).send({}).expect(200)],
  ];
  const [all, costly]: [string[], string[]] = [[], []];
  for (const [name, happen] of happenings) {
    const before = inbox.history.length;
    await happen();
    await settled();
    const started = await git.newProcesses();
    all.push(...started);
    expect(inbox.history.length).toBeGreaterThan(before);
    costly.push(...(started.length > 2 ? [`${name}: ${started.join('; ')}`] : []));
  }
  expect(costly).toEqual([]);
  // The log is one.
  expect(all.join('\n')).toContain('merge-tree');
});

test('an event waits until git can read its commits, where it was killed', async () => {
  const { environment, fail, recover } = await killedGit(['log', 'cat-file -t']);
  const { clone, inbox } = await start({
    settings: { gitEnvironment: environment },
    hook: { push_events: true },
  });
  const work = await clone();
  await work.git('checkout', '--quiet', '-b', 'side', 'HEAD~1');
  const side = await work.commit('side');
  await work.git('checkout', '--quiet', 'master');
  await work.git('merge', '--quiet', '--no-ff', '-m', 'both', 'side');
  await fail();
  await expect(work.push('master')).rejects.toThrow(/SIGKILL/);
  const merge = await work.sha();
  // This one needs no git to be told, but does not overtake the other.
  const next = await work.commit('next');
  await expect(work.push('master')).rejects.toThrow(/SIGKILL/);
  expect(inbox.rest()).toEqual([]);
  await recover();
  expect((await inbox.several(2)).map(({ body }) => body)).toMatchObject([
    { total_commits_count: 2, commits: [{ id: side }, { id: merge }] },
    { total_commits_count: 1, commits: [{ id: next }] },
  ]);
});
