import { Mutex } from 'async-mutex';

/** Runs one piece of work at a time for each repository, in the order of the calls. */
export class RepositoryMutex {
  /** Repositories with work under way. */
  private readonly mutexes = new Map<string, Mutex>();

  /** @param repository its folder or its full name */
  async runExclusive<Result>(repository: string, work: () => Promise<Result>): Promise<Result> {
    const mutex = this.mutexes.get(repository) ?? new Mutex();
    this.mutexes.set(repository, mutex);
    try {
      return await mutex.runExclusive(work);
    } finally {
      if (!mutex.isLocked()) this.mutexes.delete(repository);
    }
  }
}
