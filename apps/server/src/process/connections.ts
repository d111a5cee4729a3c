import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** A request that has begun to come in, and its answer. */
interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

/**
 * The connections of a server, and what is being answered on them. Node itself counts as busy a connection on which half a
 * request has come, or nothing yet.
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

  /** Closes all but those on which a request is being answered that has come in whole; these close when it is. */
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
      // What was written is on its way.
      if (this.isClosing) socket.destroySoon();
    });
  }
}
