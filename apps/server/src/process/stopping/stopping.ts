import { Injectable, ServiceUnavailableException } from '@nestjs/common';

/** Whether the server is stopping: endless answers end then. */
@Injectable()
export class Stopping {
  private readonly controller = new AbortController();

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  begin(): void {
    this.controller.abort(new ServiceUnavailableException('The server is stopping'));
  }
}
