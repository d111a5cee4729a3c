import { Injectable } from '@nestjs/common';
import { fullName, type Repository } from '#domain';
import { RepositoryMutex } from '#git';
import { RepositoryFacts } from './repository-facts.js';
import { repositoryNotFound } from './require-repository.js';

/**
 * Runs one change at a time per repository: two concurrent merges or commits would start from the same tip. Held in
 * memory: with several processes it must become a lock of the database.
 */
@Injectable()
export class RepositoryLock {
  private readonly mutex = new RepositoryMutex();

  constructor(private readonly facts: RepositoryFacts) {}

  /**
   * Runs `work` after all earlier work for the same repository.
   * @param work gets the repository as it is then: the earlier work may have moved it
   * @throws ForgeError `not_found` when it has been deleted by then
   */
  run<T>(found: Repository, work: (repository: Repository) => Promise<T>): Promise<T> {
    return this.mutex.runExclusive(String(found.id), async () => {
      const repository = (await this.facts.byIds([found.id])).get(found.id);
      if (repository === undefined) throw repositoryNotFound(fullName(found));
      return work(repository);
    });
  }
}
