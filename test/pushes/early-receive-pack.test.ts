import { readdirSync, readFileSync, readlinkSync, realpathSync } from 'node:fs';
import { expect, test } from 'vitest';
import { git } from '../support/git/clone.js';
import { start, type Started } from '../support/server/start.js';

/** As a client that pushes begins: it asks for the refs. Git is started now, and waits for the pack. */
const askForRefs = async ({ bare, remote }: Started) => {
  await (await fetch(`${remote()}/info/refs?service=git-receive-pack`)).text();
  await expect.poll(() => waitingGits(bare())).not.toEqual([]);
};

/** As it goes on: a push that deletes a branch needs no pack. @returns what git reports */
const deleteBranch = async ({ remote }: Started, branch: string, sha: string) => {
  const command = `${sha} ${'0'.repeat(40)} refs/heads/${branch}\0report-status`;
  const line = (command.length + 4).toString(16).padStart(4, '0') + command;
  const response = await fetch(`${remote()}/git-receive-pack`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/x-git-receive-pack-request' },
    body: `${line}0000`,
  });
  return response.text();
};

/** The process ids of those that wait in a repository for a push. */
function waitingGits(folder: string): string[] {
  const real = realpathSync(folder);
  return readdirSync('/proc').filter((id) => {
    try {
      const command = readFileSync(`/proc/${id}/cmdline`, 'utf8');
      return command.includes('receive-pack') && readlinkSync(`/proc/${id}/cwd`) === real;
    } catch {
      // No process, or one that has ended.
      return false;
    }
  });
}

/** A server whose repository has a branch `doomed`. */
async function withBranch() {
  const server = await start({ hook: { push_events: true } });
  const work = await server.clone();
  const sha = await work.commit('hello');
  await work.push('HEAD:refs/heads/doomed');
  await server.inbox.next();
  return { server, sha, work };
}

test.runIf(process.platform === 'linux')(
  'the waiting receive-pack takes the push and knows the pusher',
  async () => {
    const { server, sha } = await withBranch();
    await askForRefs(server);
    expect(await deleteBranch(server, 'doomed', sha)).toContain('ok refs/heads/doomed');
    expect((await server.inbox.next()).body).toMatchObject({ ref: 'refs/heads/doomed', before: sha });
    expect(waitingGits(server.bare())).toEqual([]);
  },
);

test.runIf(process.platform === 'linux')(
  'a push goes by the configuration that the repository has when it comes',
  async () => {
    const { server, sha } = await withBranch();
    await askForRefs(server);
    await git(server.bare(), ['config', 'receive.denyDeletes', 'true']);
    expect(await deleteBranch(server, 'doomed', sha)).toContain('ng refs/heads/doomed');
    expect(await git(server.bare(), ['rev-parse', 'refs/heads/doomed'])).toContain(sha);
  },
);

test.runIf(process.platform === 'linux')(
  'a push goes to the repository that has the name when it comes',
  async () => {
    const { server, sha, work } = await withBranch();
    await askForRefs(server);
    await server.api.delete('/api/v5/repos/demo/demo').expect(204);
    await work.push('HEAD:refs/heads/master', 'HEAD:refs/heads/doomed');
    expect(await deleteBranch(server, 'doomed', sha)).toContain('ok refs/heads/doomed');
    expect(await server.refs()).toBe(`${sha} refs/heads/master`);
  },
);

test.runIf(process.platform === 'linux')('no git stays that waited for a push in vain', async () => {
  const server = await start();
  const folder = server.bare();
  await askForRefs(server);
  // It ends by itself.
  await expect.poll(() => waitingGits(folder)).toEqual([]);
  await askForRefs(server);
  await server.stop();
  await expect.poll(() => waitingGits(folder)).toEqual([]);
});
