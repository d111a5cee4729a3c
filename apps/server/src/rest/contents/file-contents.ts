import { Injectable } from '@nestjs/common';
import { ForgeError, fullName, quoted, type Repository, type User } from '#domain';
import { Commits, type CommitOrder } from '#forge';
import { Blobs, History, Trees, type CommitDetails, type ListedEntry, type TreeEntry } from '#git';

/** A file, or what lies in a folder. */
type Contents =
  { readonly entry: TreeEntry; readonly content: Buffer } | { readonly entries: readonly ListedEntry[] };

/** What the calls of both APIs that read and write a file have in common. */
@Injectable()
export class FileContents {
  constructor(
    private readonly trees: Trees,
    private readonly blobs: Blobs,
    private readonly history: History,
    private readonly commits: Commits,
  ) {}

  /** @throws ForgeError `not_found` */
  async at(
    repository: Repository,
    { path, ref }: { readonly path: string; readonly ref: string },
  ): Promise<Contents> {
    const { sha } = await this.history.get(repository, ref);
    const entry = await this.trees.find(repository, { sha, path });
    const content = entry?.type === 'blob' ? await this.blobs.read(repository, entry.sha) : null;
    if (entry !== null && content !== null) return { entry, content };
    if (entry?.type === 'tree')
      return { entries: await this.trees.list(repository, entry, { isRecursive: false }) };
    throw new ForgeError(
      'not_found',
      `There is no file ${quoted(path)} at ${quoted(ref)} in ${fullName(repository)}`,
    );
  }

  /**
   * Commits one file.
   * @param sha of the file as it is; null for one that is not there yet
   * @param content null to remove it
   */
  async write(
    repository: Repository,
    {
      path,
      sha,
      content,
    }: { readonly path: string; readonly sha: string | null; readonly content: Buffer | null },
    commit: Omit<CommitOrder, 'files'>,
    actor: User,
  ): Promise<{ readonly entry: TreeEntry | null; readonly commit: CommitDetails }> {
    const order = {
      ...commit,
      files: new Map([[path, content === null ? null : { content }]]),
      expected: new Map([[path, sha]]),
    };
    const written = await this.commits.write(repository, order, actor);
    return {
      entry: await this.trees.find(repository, { sha: written.sha, path }),
      commit: await this.history.get(repository, written.sha),
    };
  }
}
