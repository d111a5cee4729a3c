import { Injectable } from '@nestjs/common';
import type { ChangedPaths, RepositoryPath, TaggedCommit } from '#domain';
import { BareRepositories } from '../repository/bare-repositories.js';
import { CommitLog } from './commit-log.js';
import { Git } from '../process/git.js';
import { ObjectReader } from '../process/object-reader.js';
import { annotation } from './tag-list.js';

/** Against the first parent; a rename is a removal and an addition. */
const CHANGED_PATHS = [
  'diff-tree',
  '--stdin',
  '--root',
  '-r',
  '-z',
  '--no-renames',
  '--name-status',
  '--diff-merges=first-parent',
];

const BRANCHES = 'refs/heads/';

const NO_PATHS: ChangedPaths = { added: [], modified: [], removed: [] };

/** Reads details of a push that only some dialects show, with one or two git processes. */
@Injectable()
export class PushDetails {
  constructor(
    private readonly git: Git,
    private readonly objects: ObjectReader,
    private readonly log: CommitLog,
    private readonly repositories: BareRepositories,
  ) {}

  /** @returns by sha, for each of the commits */
  async changedPaths(
    at: RepositoryPath,
    shas: readonly string[],
  ): Promise<ReadonlyMap<string, ChangedPaths>> {
    if (shas.length === 0) return new Map();
    const input = shas.map((sha) => `${sha}\n`).join('');
    return parseChangedPaths(await this.git.run(this.repositories.folder(at), CHANGED_PATHS, input), shas);
  }

  /** The commit that a tag points at. @returns null when it points at something else */
  async tagged(at: RepositoryPath, sha: string): Promise<TaggedCommit | null> {
    const folder = this.repositories.folder(at);
    const [tag, peeled] = await Promise.all([
      this.objects.object(folder, sha),
      this.objects.object(folder, `${sha}^{commit}`),
    ]);
    const commit = peeled && (await this.log.one(at, peeled.sha));
    if (commit === null) return null;
    const changedPaths = (await this.changedPaths(at, [commit.sha])).get(commit.sha) ?? NO_PATHS;
    const branchRef = await this.branchWith(at, commit.sha);
    return { commit, changedPaths, branchRef, annotation: annotation(tag).message };
  }

  private async branchWith(at: RepositoryPath, sha: string): Promise<string | null> {
    const args = ['for-each-ref', '--format=%(refname)', `--contains=${sha}`, BRANCHES];
    const refs = (await this.git.run(this.repositories.folder(at), args)).split('\n').filter(Boolean);
    const usual = BRANCHES + this.repositories.defaultBranch(at);
    return refs.includes(usual) ? usual : (refs[0] ?? null);
  }
}

/** A sha, then a letter and a path for each file, each ended by NUL; commits without changes are missing. */
function parseChangedPaths(printed: string, shas: readonly string[]): ReadonlyMap<string, ChangedPaths> {
  const found = new Map(
    shas.map((sha) => [sha, { added: [] as string[], modified: [] as string[], removed: [] as string[] }]),
  );
  const words = printed.split('\0');
  let commit = found.get('');
  for (let index = 0; index < words.length - 1; index += 1) {
    const word = words[index] ?? '';
    commit = found.get(word) ?? commit;
    if (found.has(word)) continue;
    index += 1;
    const kind = word === 'A' ? 'added' : word === 'D' ? 'removed' : 'modified';
    commit?.[kind].push(words[index] ?? '');
  }
  return found;
}
