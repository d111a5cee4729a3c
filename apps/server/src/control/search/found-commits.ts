import { Injectable } from '@nestjs/common';
import { fullName, type Repository, type RepositoryPath, type User } from '#domain';
import { RepositoryAccess, RepositoryLists } from '#forge';
import { CommitSearch } from '#git';
import type { FoundItem } from './search-json.js';

/** Each repository that is looked at takes a git process. */
const MOST_REPOSITORIES = 10;

/** Finds commits: in one repository, or in those that were pushed to last. */
@Injectable()
export class FoundCommits {
  constructor(
    private readonly access: RepositoryAccess,
    private readonly lists: RepositoryLists,
    private readonly commits: CommitSearch,
  ) {}

  /** @param at null for those that were pushed to last @throws ForgeError `not_found` for a repository that the reader may not read */
  async find(
    words: string,
    at: RepositoryPath | null,
    reader: User,
    take: number,
  ): Promise<readonly FoundItem[]> {
    const repositories =
      at === null ? await this.latest(reader) : [await this.access.find(at, reader, 'read')];
    const found: FoundItem[] = [];
    for (const repository of repositories) {
      const commits = await this.commits.find(repository, words, take - found.length);
      found.push(...commits.map((commit) => commitItem(repository, commit)));
      if (found.length >= take) break;
    }
    return found;
  }

  private async latest(reader: User): Promise<readonly Repository[]> {
    const order = { sort: 'pushed', direction: 'desc' } as const;
    const { found } = await this.lists.page(order, reader, { skip: 0, take: MOST_REPOSITORIES });
    return found.map(({ repository }) => repository);
  }
}

const commitItem = (
  repository: Repository,
  { sha, message }: { readonly sha: string; readonly message: string },
): FoundItem => ({
  kind: 'commit',
  repository: fullName(repository),
  title: message.split('\n', 1)[0] ?? '',
  sha,
});
