import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Clone } from './clone.js';

const run = promisify(execFile);

export interface Planted {
  readonly branch: string;
  readonly sha: string;
}

/**
 * Makes branches of one commit each, which write a file of the branch's own, in one process; nothing is pushed.
 * @param from what they stand on: one for all, or one for each
 * @param file the same file for all instead, so that any two of them conflict
 */
export async function plant(
  work: Clone,
  branches: readonly string[],
  { from = 'origin/master', file }: { from?: string | readonly string[]; file?: string } = {},
): Promise<Planted[]> {
  const parents = typeof from === 'string' ? [await work.sha(from)] : from;
  const stream = branches.map((branch, index) => {
    const [message, content] = [`Write ${branch}\n`, `${branch}\n`];
    return [
      `commit refs/heads/${branch}`,
      'committer Ada <ada@example.com> 1546272480 +0800',
      `data ${message.length}\n${message}from ${parents[index % parents.length]}`,
      `M 100644 inline ${file ?? `${branch}.txt`}`,
      `data ${content.length}\n${content}`,
    ].join('\n');
  });
  const environment = { PATH: process.env['PATH'], HOME: '/nonexistent' };
  const importing = run('git', ['fast-import', '--quiet'], { cwd: work.folder, env: environment });
  importing.child.stdin?.end(stream.join(''));
  await importing;
  const shas = await work.git('rev-parse', ...branches.map((branch) => `refs/heads/${branch}`));
  return shas.split('\n').map((sha, index) => ({ branch: branches[index] ?? '', sha }));
}
