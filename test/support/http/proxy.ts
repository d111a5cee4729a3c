import { once } from 'node:events';
import { createServer, request as forward, type IncomingMessage, type ServerResponse } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { onTestFinished } from 'vitest';

/** A real HTTP proxy for which every name leads to this machine. */
export class Proxy {
  /** What it was asked for, as it stood in the request line: `POST http://ci.example/`, `CONNECT ci.example:443`. */
  readonly asked: string[] = [];
  /** The `Proxy-Authorization` of each request; empty when it had none. */
  readonly credentials: string[] = [];
  /** Answers this status to everything instead of doing its work. */
  refuses: number | null = null;
  private readonly sockets = new Set<Duplex>();
  private readonly server = createServer((request, response) => this.pass(request, response))
    .on('connect', (request: IncomingMessage, socket: Duplex) => this.tunnel(request, socket))
    .on('connection', (socket: Socket) => this.sockets.add(socket));
  port = 0;

  static async open(): Promise<Proxy> {
    const proxy = new Proxy();
    proxy.server.listen(0, '127.0.0.1');
    await once(proxy.server, 'listening');
    proxy.port = (proxy.server.address() as AddressInfo).port;
    onTestFinished(() => proxy.close());
    return proxy;
  }

  /** @param userinfo `user:password` */
  url(userinfo?: string): string {
    return `http://${userinfo === undefined ? '' : `${userinfo}@`}127.0.0.1:${this.port}`;
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    if (this.server.listening) await new Promise((resolve) => this.server.close(resolve));
  }

  private pass(request: IncomingMessage, response: ServerResponse): void {
    this.record(request);
    const { method, url = '', headers } = request;
    if (this.refuses !== null) return void response.writeHead(this.refuses).end('no');
    const { port, pathname, search } = new URL(url);
    const target = { host: '127.0.0.1', port: port || '80', path: pathname + search };
    const { 'proxy-authorization': _, ...passed } = headers;
    const passing = forward({ ...target, method, headers: passed }, (answer) => {
      response.writeHead(answer.statusCode ?? 0, answer.headers);
      answer.pipe(response);
    });
    request.pipe(passing);
  }

  private tunnel(request: IncomingMessage, socket: Duplex): void {
    this.record(request);
    if (this.refuses !== null) return void socket.end(`HTTP/1.1 ${this.refuses} No\r\n\r\n`);
    const port = Number(/:(\d+)$/.exec(request.url ?? '')?.[1]);
    const target = connect(port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      target.pipe(socket).pipe(target);
    });
    this.sockets.add(target);
    for (const end of [socket, target]) end.on('error', () => end.destroy());
  }

  private record({ method, url, headers }: IncomingMessage): void {
    this.asked.push(`${method} ${url}`);
    this.credentials.push(headers['proxy-authorization'] ?? '');
  }
}
