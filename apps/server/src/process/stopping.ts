import { Injectable, ServiceUnavailableException } from '@nestjs/common';

/** Whether the server stops: answers that would go on for as long as their client likes end then. */
@Injectable()
export class Stopping {
  private readonly controller = new AbortController();

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  begin(): void {
    this.controller.abort(new ServiceUnavailableException('The server is stopping'));
  }

  /** What `work` resolves to. Rejects, for an answer of 503, when the server stops before. */
  async interrupt<T>(work: Promise<T>): Promise<T> {
    const { signal } = this;
    signal.throwIfAborted();
    let stop = () => {};
    const stopped = new Promise<never>((_, reject) => (stop = () => reject(signal.reason)));
    signal.addEventListener('abort', stop);
    return Promise.race([work, stopped]).finally(() => signal.removeEventListener('abort', stop));
  }
}
