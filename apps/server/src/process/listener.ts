import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Logger } from '#domain';
import { Connections } from './connections.js';
import { errorAnswer } from '../http/errors/error-answer.js';
import { StartError } from './start-error.js';

/** Binds the port before anything is written; until the application is up, requests get 503. */
export interface Listener {
  readonly server: Server;
  /** The address to show: the bound one, or localhost when all are bound. */
  readonly url: string;
  /** Lets the application answer from now on. */
  hand(application: RequestListener): void;
  /**
   * Refuses new connections and closes idle ones. Resolves when the last is closed; the rest is cut off after
   * `graceMs`.
   */
  close(graceMs: number): Promise<void>;
}

/** @throws StartError when the address cannot be bound */
export async function listen(host: string, port: number, logger: Logger): Promise<Listener> {
  let answer: RequestListener = (request, response) => {
    const { type, text } = errorAnswer(request.url ?? '', {
      status: 503,
      message: 'atomgit-mock is starting',
    });
    response
      .writeHead(503, { 'Retry-After': '1', 'Content-Type': type, 'X-Content-Type-Options': 'nosniff' })
      .end(text);
  };
  // Node itself would answer these in another form.
  const server = createServer({ requireHostHeader: false }, (request, response) => answer(request, response));
  server.on('checkExpectation', (request, response) => answer(request, response));
  const connections = new Connections(server);
  // A push of a large repository may take any time.
  server.requestTimeout = 0;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(new StartError(refusal(error, host, port))),
    );
    server.listen(port, host, resolve);
  });
  // A connection that cannot be accepted affects its client only.
  server.on('error', (error) => logger.warn(`a connection was not accepted: ${error.message}`));
  return {
    server,
    url: `http://${hostForPeople(server)}:${portOf(server)}`,
    hand: (application) => (answer = application),
    close: (graceMs) => close(server, connections, graceMs),
  };
}

function close(server: Server, connections: Connections, graceMs: number): Promise<void> {
  return new Promise((resolve) => {
    const cut = setTimeout(() => server.closeAllConnections(), graceMs);
    server.close(() => {
      clearTimeout(cut);
      resolve();
    });
    connections.closeUnanswered();
  });
}

function refusal(error: NodeJS.ErrnoException, host: string, port: number): string {
  switch (error.code ?? '') {
    case 'EADDRINUSE':
      return `port ${port} on ${host} is taken; stop the program that uses it, or choose another with --port (0 takes a free one)`;
    case 'EACCES':
      return `port ${port} on ${host} may not be used without more rights; choose one above 1023 with --port`;
    default:
      return `cannot listen on ${host}, port ${port}: ${error.message}`;
  }
}

const addressOf = (server: Server): AddressInfo => {
  const address = server.address();
  if (address === null || typeof address === 'string')
    throw new Error('the server does not listen on a port');
  return address;
};

const portOf = (server: Server): number => addressOf(server).port;

function hostForPeople(server: Server): string {
  const { address, family } = addressOf(server);
  if (address === '0.0.0.0' || address === '::') return '127.0.0.1';
  return family === 'IPv6' ? `[${address}]` : address;
}
