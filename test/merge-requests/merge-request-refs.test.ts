import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Clone, git } from '../support/git/clone.js';
import { pull, PULLS, startWithRequest, eventLines } from '../support/merge-requests/merge-requests.js';
import { temporaryFolder } from '../support/server/temporary-folder.js';

const ONE = `${PULLS}/1`;
const HEAD = 'refs/merge-requests/1/head';
const MERGE = 'refs/merge-requests/1/merge';
const ZERO_SHA = '0'.repeat(40);

/** Fetches as a CI server does. @returns the commit with a field of it */
async function fetched(work: Clone, ref: string, format = '%H'): Promise<string> {
  await work.git('fetch', '--quiet', 'origin', ref);
  return work.git('log', '-1', `--format=${format}`, 'FETCH_HEAD');
}

test("a request's head and its test merge can be fetched, and follow both branches", async () => {
  const server = await startWithRequest({ title: '登录' });
  const { work, head } = server;
  const base = await work.sha('origin/master');
  const ci = await server.clone();
  expect(await ci.git('for-each-ref', 'refs/merge-requests')).toBe('');
  expect(await fetched(ci, HEAD)).toBe(head);
  expect(await fetched(ci, MERGE, '%P|%an <%ae>|%B')).toBe(
    `${base} ${head}|atomgit <email@atomgit.com>|Merge branch 'feature' into 'master'\n\n登录\n`,
  );
  expect(await ci.git('ls-tree', '--name-only', 'FETCH_HEAD')).toBe('README.md\nfeature.txt');

  const more = await work.commitFile('more.txt', 'x\n');
  await work.push('feature');
  expect(await fetched(ci, HEAD)).toBe(more);
  await server.settled();
  expect(await fetched(ci, MERGE, '%P')).toBe(`${base} ${more}`);

  await work.git('checkout', '--quiet', 'master');
  const moved = await work.commitFile('elsewhere.txt', 'x\n');
  await work.push('master');
  // Whoever has asked for the request finds the merge that it tells of.
  expect(await pull(server)).toMatchObject({ mergeable: true });
  expect(await fetched(ci, MERGE, '%P')).toBe(`${moved} ${more}`);
  expect(await fetched(ci, HEAD)).toBe(more);
  expect(await ci.git('ls-tree', '--name-only', 'FETCH_HEAD')).not.toContain('elsewhere.txt');
});

test('the head can be fetched at once, and stays after the merge and the deletion of its branch', async () => {
  const server = await startWithRequest();
  const { api, work, head } = server;
  await api.put(`${ONE}/merge`).send({ merge_method: 'squash', prune_source_branch: true }).expect(200);
  await server.settled();
  const mirror = join(await temporaryFolder(), 'mirror');
  await git('/', ['clone', '--quiet', '--mirror', server.remote(), mirror]);
  const refs = await git(mirror, ['for-each-ref', '--format=%(refname)']);
  expect(refs.split('\n')).toEqual(expect.arrayContaining(['refs/heads/master', HEAD]));
  expect(refs).not.toContain('refs/heads/feature');
  const ci = await Clone.of(
    server.remote(),
    '--config=remote.origin.fetch=+refs/merge-requests/*:refs/remotes/mr/*',
  );
  expect(await ci.sha('refs/remotes/mr/1/head')).toBe(head);
  expect(await work.git('ls-remote', 'origin', HEAD)).toBe(`${head}\t${HEAD}`);
});

test('the refs of requests cannot be pushed, and attempts send nothing', async () => {
  const server = await startWithRequest();
  const { api, work, head, bare } = server;
  const sha = await work.commit('not there yet');
  const before = await work.git('ls-remote', 'origin');
  const refspecs = [
    `+HEAD:${HEAD}`,
    `+HEAD:${MERGE}`,
    'HEAD:refs/merge-requests/1/other',
    'HEAD:refs/merge-requests/2/head',
    'HEAD:refs/merge-requests/new',
  ];
  for (const remote of ['origin', bare()]) {
    for (const refspec of refspecs) {
      await expect(work.git('push', remote, refspec)).rejects.toThrow(/remote rejected.*hidden ref/);
    }
    // Git itself sees no ref there that could be deleted.
    await expect(work.git('push', remote, `:${HEAD}`)).rejects.toThrow(
      /remote ref does not exist|hidden ref/,
    );
  }
  for (const after of [sha, ZERO_SHA]) {
    const body = await work.pushBody({ ref: HEAD, before: head, after: sha });
    const command = Buffer.from(body.toString('latin1').replace(sha, after), 'latin1');
    const answer = await api
      .post('/demo/demo.git/git-receive-pack')
      .type('application/x-git-receive-pack-request')
      .send(command)
      .buffer(true)
      .parse((response, done) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => done(null, Buffer.concat(chunks).toString()));
      });
    expect(answer.body).toContain(`ng ${HEAD} deny`);
  }
  expect(await work.git('ls-remote', 'origin')).toBe(before);
  expect(await eventLines(server)).toEqual([]);

  // What else is in such a push arrives and is told.
  await expect(work.git('push', 'origin', 'HEAD:refs/heads/fine', `+HEAD:${HEAD}`)).rejects.toThrow(
    /hidden ref/,
  );
  expect(await eventLines(server)).toEqual(['push fine']);
  expect(await pull(server)).toMatchObject({ head: { sha: head }, mergeable: true });
});
