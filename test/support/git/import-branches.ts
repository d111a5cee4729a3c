import type { Clone } from './clone.js';

export interface ImportedBranch {
  readonly branch: string;
  readonly sha: string;
}

/**
 * Makes branches of one commit each, which write a file of the branch's own, in one process; nothing is pushed.
 * @param from what they stand on: one for all, or one for each
 * @param file the same file for all instead, so that any two of them conflict
 */
export async function importBranches(
  work: Clone,
  branches: readonly string[],
  { from = 'origin/master', file }: { from?: string | readonly string[]; file?: string } = {},
): Promise<ImportedBranch[]> {
  const parents = typeof from === 'string' ? [await work.sha(from)] : from;
  const stream = branches.map((branch, index) => {
    const [message, content] = [`Write ${branch}\n`, `${branch}\n`];
    return [
      `commit refs/heads/${branch}\nmark :1`,
      'committer Ada <ada@example.com> 1546272480 +0800',
      `data ${message.length}\n${message}from ${parents[index % parents.length]}`,
      `M 100644 inline ${file ?? `${branch}.txt`}`,
      `data ${content.length}\n${content}get-mark :1\n`,
    ].join('\n');
  });
  const shas = await work.import(stream.join(''));
  return shas.map((sha, index) => ({ branch: branches[index] ?? '', sha }));
}
