import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** A request that has started to arrive, and its answer. */
interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

/**
 * The connections of a server with their requests. Node itself treats a connection with half a request, or none yet,
 * as busy.
 */
export class Connections {
  private readonly exchanges = new Map<Socket, Exchange | null>();
  private isClosing = false;

  constructor(server: Server) {
    server.on('connection', (socket: Socket) => {
      this.exchanges.set(socket, null);
      socket.once('close', () => this.exchanges.delete(socket));
    });
    server.on('request', (request, response) => this.begin(request, response));
  }

  /** Closes all connections but those with a complete request that is being answered; these close afterwards. */
  closeUnanswered(): void {
    this.isClosing = true;
    for (const [socket, exchange] of this.exchanges) if (!exchange?.request.complete) socket.destroy();
  }

  private begin(request: IncomingMessage, response: ServerResponse): void {
    const { socket } = request;
    this.exchanges.set(socket, { request, response });
    response.once('close', () => {
      if (this.exchanges.get(socket)?.response !== response) return;
      this.exchanges.set(socket, null);
      // All data has been written.
      if (this.isClosing) socket.destroySoon();
    });
  }
}
