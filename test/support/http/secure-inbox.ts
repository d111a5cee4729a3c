import { once } from 'node:events';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import type { Credentials } from './certificates.js';

/** A receiver that speaks https: counts what it is sent and says ok. */
export class SecureInbox {
  /** Path and query of every call. */
  readonly paths: string[] = [];

  private constructor(readonly port: number) {}

  static async open(credentials: Credentials): Promise<SecureInbox> {
    const server = createServer({ ...credentials }, (request, response) => {
      inbox.paths.push(request.url ?? '');
      request.resume().on('end', () => response.end('ok'));
    });
    server.on('tlsClientError', () => undefined);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const inbox = new SecureInbox((server.address() as AddressInfo).port);
    onTestFinished(() => {
      server.closeAllConnections();
      server.close();
    });
    return inbox;
  }

  get url(): string {
    return `https://127.0.0.1:${this.port}/`;
  }
}
