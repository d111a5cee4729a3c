import { isIP, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import type { buildConnector } from 'undici';
import type { SendOptions } from './faulty-request.js';
import { wireHeaders, type OutgoingRequest } from './outgoing-request.js';

/** A receiver that has not read the head yet cannot tell a reset from an end. */
const READING_MS = 50;

/**
 * Sends the head of a request and the first bytes of its body, then ends the connection, whatever the receiver
 * answers. Rejects when it cannot connect, or when `signal` aborts first.
 */
export async function sendTruncated(
  connect: buildConnector.connector,
  request: OutgoingRequest,
  { afterBytes, how }: NonNullable<SendOptions['cut']>,
  signal: AbortSignal,
): Promise<void> {
  const socket = await connected(connect, request.origin, signal);
  const giveUp = () => void socket.destroy(new Error('aborted'));
  signal.addEventListener('abort', giveUp);
  try {
    signal.throwIfAborted();
    const lines = Object.entries(wireHeaders(request)).map(([name, value]) => `${name}: ${value}\r\n`);
    const head = Buffer.from(`POST ${request.path} HTTP/1.1\r\n${lines.join('')}\r\n`, 'latin1');
    await new Promise<void>((resolve, reject) => {
      socket.on('error', reject);
      const sent = Buffer.concat([head, request.body.subarray(0, afterBytes)]);
      if (how === 'closed') socket.end(sent, resolve);
      else socket.write(sent, () => resolve());
    });
    if (how === 'reset') {
      await wait(READING_MS);
      socket.resetAndDestroy();
    }
  } finally {
    signal.removeEventListener('abort', giveUp);
    socket.on('error', () => undefined);
    socket.destroySoon();
  }
}

/** undici's connector has a time limit of its own, and cannot be stopped: a connection that comes too late is closed. */
function connected(connect: buildConnector.connector, origin: string, signal: AbortSignal): Promise<Socket> {
  const { protocol, host, hostname, port } = new URL(origin);
  const bare = hostname.replace(/^\[|\]$/g, '');
  const servername = isIP(bare) === 0 ? { servername: bare } : {};
  return new Promise((resolve, reject) => {
    // An abort that was before tells nobody.
    signal.throwIfAborted();
    const giveUp = () => reject(signal.reason);
    signal.addEventListener('abort', giveUp);
    connect({ protocol, host, hostname: bare, port, ...servername }, (error, socket) => {
      signal.removeEventListener('abort', giveUp);
      if (error) reject(error);
      else if (signal.aborted) socket.destroy();
      else resolve(socket);
    });
  });
}
