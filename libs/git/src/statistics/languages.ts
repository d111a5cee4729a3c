import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import type { RepositoryPath } from '#domain';
import { RefList } from '../refs/ref-list.js';
import { BareRepositories } from '../repository/bare-repositories.js';
import { Trees } from '../trees/trees.js';
import { languageOf } from './language-of.js';

/** Bytes per language, largest first. */
export type LanguageSizes = ReadonlyMap<string, number>;

/** The content of a tree never changes. */
const MOST_TREES = 500;

/** Counts the languages of a repository, by the names of its files. */
@Injectable()
export class Languages {
  /** By the tree's sha. */
  private readonly known = new LRUCache<string, Promise<LanguageSizes>>({ max: MOST_TREES });

  constructor(
    private readonly trees: Trees,
    private readonly refs: RefList,
    private readonly repositories: BareRepositories,
  ) {}

  /** The languages of the default branch; none without commits. One git process for each new tree. */
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
