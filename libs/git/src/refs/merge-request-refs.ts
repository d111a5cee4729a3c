import { Injectable } from '@nestjs/common';
import type { RepositoryPath } from '#domain';
import { BareRepositories } from '../repository/bare-repositories.js';
import { Git } from '../process/git.js';
import { RefWriter } from './ref-writer.js';

/** Refs that only the server writes: every reader can fetch them, nobody can push to them. */
export const MERGE_REQUEST_REFS = 'refs/merge-requests/';

/** `head` follows the source branch; `merge` is the test merge, while there is a clean one. */
export const mergeRequestRef = (iid: number, which: 'head' | 'merge'): string =>
  `${MERGE_REQUEST_REFS}${iid}/${which}`;

export interface SourceCommit {
  readonly source: RepositoryPath;
  readonly sha: string;
}

@Injectable()
export class MergeRequestRefs {
  constructor(
    private readonly git: Git,
    private readonly repositories: BareRepositories,
    private readonly refs: RefWriter,
  ) {}

  /** Fetches the commit and its history into the target, from wherever it is. */
  async bring(target: RepositoryPath, { source, sha }: SourceCommit): Promise<void> {
    const [into, from] = [this.repositories.folder(target), this.repositories.folder(source)];
    if (into === from) return;
    await this.git.run(into, ['fetch', '--no-tags', '--no-write-fetch-head', '--progress', from, sha]);
  }

  /** The target must already have the commit. */
  async setHead(target: RepositoryPath, iid: number, sha: string): Promise<void> {
    await this.refs.set(target, mergeRequestRef(iid, 'head'), sha);
  }

  /** @param sha null when there is no clean merge */
  async setTestMerge(target: RepositoryPath, iid: number, sha: string | null): Promise<void> {
    await this.refs.set(target, mergeRequestRef(iid, 'merge'), sha);
  }

  /** The requests whose head `after` contains and `before` does not. One git process. */
  async arrived(
    target: RepositoryPath,
    iids: readonly number[],
    { before, after }: { readonly before: string | null; readonly after: string },
  ): Promise<ReadonlySet<number>> {
    const printed = await this.git.run(this.repositories.folder(target), [
      'for-each-ref',
      '--format=%(refname)',
      `--merged=${after}`,
      ...(before === null ? [] : [`--no-merged=${before}`]),
      ...iids.map((iid) => mergeRequestRef(iid, 'head')),
    ]);
    return new Set(
      [...printed.matchAll(/^refs\/merge-requests\/(\d+)\/head$/gm)].map(([, iid]) => Number(iid)),
    );
  }
}
