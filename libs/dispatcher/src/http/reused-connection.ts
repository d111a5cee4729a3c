import { subscribe } from 'node:diagnostics_channel';
import { Socket } from 'node:net';

type Listener = (isReused: boolean) => void;

/** Connections on which a request has gone out. */
const used = new WeakSet<Socket>();
let starting: Listener | null = null;

/**
 * Calls back with whether the starting request uses a connection that had one before, as `reusedSocket` tells in
 * Node's own client. Call it from `onRequestStart`: undici names the socket only in a diagnostics channel, right
 * after that and before anything else.
 */
export function onConnectionOfRequest(listener: Listener): void {
  starting = listener;
}

subscribe('undici:client:sendHeaders', (message) => {
  const listener = starting;
  starting = null;
  const isOnSocket = typeof message === 'object' && message !== null && 'socket' in message;
  if (!isOnSocket || !(message.socket instanceof Socket)) return;
  listener?.(used.has(message.socket));
  used.add(message.socket);
});
