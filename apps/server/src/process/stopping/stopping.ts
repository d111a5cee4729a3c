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
}
