import { Injectable } from '@nestjs/common';

/** One thing at a time for each repository: two merges or commits at once would both start from the same tip. */
@Injectable()
export class RepositoryLock {
  private readonly tails = new Map<number, Promise<unknown>>();

  /** Runs `work` once everything that was asked for before it, for the same repository, is over. */
  take<T>(repositoryId: number, work: () => Promise<T>): Promise<T> {
    const result = (this.tails.get(repositoryId) ?? Promise.resolve()).then(work);
    const tail = result
      .catch(() => undefined)
      .finally(() => {
        if (this.tails.get(repositoryId) === tail) this.tails.delete(repositoryId);
      });
    this.tails.set(repositoryId, tail);
    return result;
  }
}
