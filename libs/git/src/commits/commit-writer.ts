import { Injectable } from '@nestjs/common';
import type { RepositoryPath } from '#domain';
import { ObjectReader } from '../process/object-reader.js';
import { ObjectWriter } from '../process/object-writer.js';
import { signatureText, type Signature } from '../process/signature.js';
import { BareRepositories } from '../repository/bare-repositories.js';
import type { FileChanges } from './file-change.js';
import { TreeWriter } from './tree-writer.js';

export interface NewCommit {
  readonly tree: string;
  readonly parents: readonly string[];
  readonly author: Signature;
  readonly committer: Signature;
  readonly message: string;
}

/** A commit that changes some files of its first parent. */
export interface ChangingCommit extends Omit<NewCommit, 'tree'> {
  readonly files: FileChanges;
}

export interface WrittenCommit {
  readonly sha: string;
  readonly tree: string;
  /** The shas of the files that were written, by path. */
  readonly blobs: ReadonlyMap<string, string>;
}

/**
 * Writes commits into git's object store, without a work tree and without moving a ref. Uses running git processes
 * where there are any.
 */
@Injectable()
export class CommitWriter {
  constructor(
    private readonly repositories: BareRepositories,
    private readonly reader: ObjectReader,
    private readonly writer: ObjectWriter,
    private readonly trees: TreeWriter,
  ) {}

  /** @throws ForgeError `invalid` as `TreeWriter.write` */
  async change(at: RepositoryPath, { files, ...commit }: ChangingCommit): Promise<WrittenCommit> {
    const [first] = commit.parents;
    const base = first === undefined ? null : await this.treeOf(at, first);
    const { sha: tree, blobs } = await this.trees.write(this.repositories.folder(at), base, files);
    return { sha: await this.write(at, { ...commit, tree }), tree, blobs };
  }

  /** @returns the new commit's sha */
  write(at: RepositoryPath, commit: NewCommit): Promise<string> {
    return this.writer.write(this.repositories.folder(at), 'commit', commitText(commit));
  }

  /** @throws when there is no such commit. Starts no git. */
  async treeOf(at: RepositoryPath, sha: string): Promise<string> {
    const content = await this.reader.commit(this.repositories.folder(at), sha);
    const [, tree] = /^tree ([0-9a-f]{40})\n/.exec(content?.toString('latin1', 0, 46) ?? '') ?? [];
    if (tree === undefined) throw new Error(`${sha} is not a commit that can be read`);
    return tree;
  }
}

/** A commit as git stores it. */
const commitText = ({ tree, parents, author, committer, message }: NewCommit): string =>
  [
    `tree ${tree}`,
    ...parents.map((parent) => `parent ${parent}`),
    `author ${signatureText(author)}`,
    `committer ${signatureText(committer)}`,
    '',
    message,
  ].join('\n');
