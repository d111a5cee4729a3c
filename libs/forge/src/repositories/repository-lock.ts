import { Injectable } from '@nestjs/common';
import { RepositoryMutex } from '#git';

/**
 * Runs one change at a time per repository: two concurrent merges or commits would start from the same tip. Held in
 * memory: with several processes it must become a lock of the database.
 */
@Injectable()
export class RepositoryLock {
  private readonly mutex = new RepositoryMutex();

  /** Runs `work` after all earlier work for the same repository. */
  run<T>(repositoryId: number, work: () => Promise<T>): Promise<T> {
    return this.mutex.runExclusive(String(repositoryId), work);
  }
}
