import { Injectable } from '@nestjs/common';
import { ForgeError, fullName, quoted, type Repository, type User } from '#domain';
import { Commits, type CommitOrder } from '#forge';
import { Blobs, History, Trees } from '#git';
import { PublicLinks } from '../../http/public-links.js';
import { changedFileJson, fileJson, listedJson } from './content-json.js';
import type { ChangedFileJson, FileJson, ListedJson } from './content-json.js';
import type { RemovedFile } from './content-schemas.js';

interface WrittenFile {
  readonly path: string;
  /** The sha of the current file; null for a new one. */
  readonly sha: string | null;
  /** Null to remove it. */
  readonly content: Buffer | null;
}

/** Reads and writes files for both APIs. */
@Injectable()
export class FileContents {
  constructor(
    private readonly trees: Trees,
    private readonly blobs: Blobs,
    private readonly history: History,
    private readonly commits: Commits,
    private readonly links: PublicLinks,
  ) {}

  /**
   * @returns a file with its content, or the entries of a folder
   * @throws ForgeError `not_found`
   */
  async show(
    repository: Repository,
    path: string,
    ref = repository.defaultBranch,
  ): Promise<FileJson | ListedJson[]> {
    const found = { at: repository, ref, links: this.links };
    const { sha } = await this.history.get(repository, ref);
    const entry = await this.trees.find(repository, { sha, path });
    const content = entry?.type === 'blob' ? await this.blobs.read(repository, entry.sha) : null;
    if (entry !== null && content !== null) return fileJson(entry, content, found);
    if (entry?.type === 'tree') {
      const entries = await this.trees.list(repository, entry, { isRecursive: false });
      return entries.map((listed) => listedJson(listed, found));
    }
    throw new ForgeError(
      'not_found',
      `There is no file ${quoted(path)} at ${quoted(ref)} in ${fullName(repository)}`,
    );
  }

  /** Commits one file. */
  async write(
    repository: Repository,
    { path, sha, content }: WrittenFile,
    commit: Omit<CommitOrder, 'files'>,
    actor: User,
  ): Promise<ChangedFileJson> {
    const order = {
      ...commit,
      files: new Map([[path, content === null ? null : { content }]]),
      expected: new Map([[path, sha]]),
    };
    const { repository: at, sha: made } = await this.commits.write(repository, order, actor);
    const file = {
      entry: await this.trees.find(at, { sha: made, path }),
      commit: await this.history.get(at, made),
    };
    return changedFileJson(file, { at, links: this.links });
  }

  /**
   * Commits the removal of a file.
   * @throws ForgeError `invalid` without its sha
   */
  async remove(
    repository: Repository,
    path: string,
    { sha, commit }: RemovedFile,
    actor: User,
  ): Promise<ChangedFileJson> {
    if (sha === undefined) throw new ForgeError('invalid', 'sha is missing: give that of the file as it is');
    const order = { ...commit, message: commit.message || undefined };
    return this.write(repository, { path, sha, content: null }, order, actor);
  }
}
