import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import type { RepositoryPath } from '#domain';
import { RefList } from '../refs/ref-list.js';
import { BareRepositories } from '../repository/bare-repositories.js';
import { Trees } from '../trees/trees.js';
import { languageOf } from './language-of.js';

/** How many bytes each language has, largest first. */
export type LanguageSizes = ReadonlyMap<string, number>;

/** What a tree is made of never changes. */
const MOST_TREES = 500;

/** Reads which languages a repository is written in, by the names of its files. */
@Injectable()
export class Languages {
  /** By tree. */
  private readonly known = new LRUCache<string, Promise<LanguageSizes>>({ max: MOST_TREES });

  constructor(
    private readonly trees: Trees,
    private readonly refs: RefList,
    private readonly repositories: BareRepositories,
  ) {}

  /** Of the default branch; none where that has no commits. One git process for a tree that is new. */
  async of(at: RepositoryPath): Promise<LanguageSizes> {
    const commit = this.refs.branch(at, this.repositories.defaultBranch(at));
    const tree = commit && (await this.trees.resolve(at, commit));
    if (tree === null) return new Map();
    const known = this.known.get(tree) ?? this.sizes(at, tree);
    this.known.set(tree, known);
    known.catch(() => this.known.delete(tree));
    return known;
  }

  private async sizes(at: RepositoryPath, sha: string): Promise<LanguageSizes> {
    const sizes = new Map<string, number>();
    for (const { path, size } of await this.trees.list(at, { sha, path: '' }, { isRecursive: true })) {
      const language = size === null ? null : languageOf(path);
      if (language !== null) sizes.set(language, (sizes.get(language) ?? 0) + (size ?? 0));
    }
    return new Map([...sizes].filter(([, size]) => size > 0).sort(([, a], [, b]) => b - a));
  }
}
