import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { now } from './measure.mjs';
import { ENVIRONMENT, temporaryFolder } from './owned.mjs';

const FIRST_COMMIT_SECONDS = 1_700_000_000;

/** @returns what git prints on standard output */
export async function git(folder, args, input) {
  const child = spawn('git', args, {
    cwd: folder,
    env: ENVIRONMENT,
    stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  child.stdin?.end(input);
  const printed = await text(child.stdout);
  await expectSuccess(args, exited);
  return printed;
}

/** A client's repository: one branch of small commits, each a change to one file. */
export async function clientRepository(commitCount) {
  const folder = temporaryFolder('client');
  await git(folder, ['init', '--quiet']);
  return { folder, shas: await importCommits(folder, commitCount) };
}

/** Puts a history into a repository that has none. @returns the shas, oldest first */
export async function importCommits(folder, commitCount) {
  await git(folder, ['fast-import', '--quiet'], fastImportStream(commitCount));
  return (await git(folder, ['rev-list', '--reverse', 'refs/heads/master'])).trim().split('\n');
}

/**
 * Gives a repository a `master` of one commit, and branches that go off from it, each with a commit that adds a file.
 * @returns the names of the branches
 */
export async function importBranches(folder, count) {
  const names = Array.from({ length: count }, (_, number) => `feature/${number}`);
  const commits = names.map(
    (name, number) => `commit refs/heads/${name}
committer Ada <ada@example.com> ${FIRST_COMMIT_SECONDS + 1 + number} +0000
${data(`Begin ${name}\n`)}
from refs/heads/master
M 100644 inline feature-${number}.txt
${data(`This is feature number ${number}.\n`)}
`,
  );
  await git(folder, ['fast-import', '--quiet'], fastImportStream(1) + commits.join(''));
  return names;
}

/** Gives a repository a `master` of one commit with so many small files. */
export async function importFiles(folder, count) {
  const files = Array.from(
    { length: count },
    (_, number) =>
      `M 100644 inline folder-${number % 10}/file-${number}.txt\n${data(`This is file number ${number}.\n`)}`,
  );
  const head = `commit refs/heads/master\ncommitter Ada <ada@example.com> ${FIRST_COMMIT_SECONDS} +0000\n${data('Files\n')}\n`;
  await git(folder, ['fast-import', '--quiet'], `${head}${files.join('\n')}\n`);
}

/** As `git init --bare` makes it, with nothing changed. */
export async function plainRepository(folder) {
  await git('/', ['init', '--quiet', '--bare', folder]);
}

/** Pushes a commit, with all before it, to branches. @returns when it started and when it had returned */
export async function push(client, sha, remote, branches = ['master']) {
  const args = ['push', '--quiet', remote, ...branches.map((branch) => `${sha}:refs/heads/${branch}`)];
  const start = now();
  const child = spawn('git', args, {
    cwd: client.folder,
    env: ENVIRONMENT,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  await expectSuccess(args, once(child, 'exit'));
  return { start, end: now() };
}

export const branchNames = (count) => Array.from({ length: count }, (_, number) => `branch-${number}`);

async function expectSuccess(args, exited) {
  const [code] = await exited;
  if (code !== 0) throw new Error(`git ${args.join(' ')} exits with ${code}`);
}

function fastImportStream(commitCount) {
  const commits = Array.from({ length: commitCount }, (_, number) => {
    const seconds = FIRST_COMMIT_SECONDS + number;
    return `commit refs/heads/master
committer Ada <ada@example.com> ${seconds} +0000
${data(`Change number ${number}\n`)}
M 100644 inline README.md
${data(`This is text number ${number}.\n`)}
`;
  });
  return commits.join('');
}

const data = (content) => `data ${Buffer.byteLength(content)}\n${content}`;
