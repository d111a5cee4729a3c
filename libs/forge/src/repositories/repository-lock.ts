import { Injectable } from '@nestjs/common';
import { RepositoryMutex } from '#git';

/**
 * One change at a time for each repository: two merges or commits at once would both start from the same tip. Held in memory: with several
 * processes this has to become a lock of the database.
 */
@Injectable()
export class RepositoryLock {
  private readonly mutex = new RepositoryMutex();

  /** Runs `work` once everything that was asked for before it, for the same repository, is over. */
  take<T>(repositoryId: number, work: () => Promise<T>): Promise<T> {
    return this.mutex.runExclusive(String(repositoryId), work);
  }
}
