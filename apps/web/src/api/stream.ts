import { ask } from './client.js';

interface Listener {
  /** Something is on record that was not before. */
  readonly news: (kind: 'event' | 'delivery' | 'attempt') => void;
  /** A delivery was attempted, for the first time or again. @param id of the delivery */
  readonly attempted: (id: string) => void;
  /** Nothing that was shown is there any more. */
  readonly reset: () => void;
  /** Whether the server tells what happens just now. */
  readonly connected: (isConnected: boolean) => void;
}

const PAUSE_MS = 1_000;
const ENTRIES = /^(?:event: (event|delivery|attempt|reset)$|data: \{"delivery":"([^"]+)")/gm;

/**
 * Follows what the server does. Not by `EventSource`, which cannot send a token; what the entries say is read from the log,
 * where it is in the shape that the page shows.
 * @returns how to stop
 */
export function follow(listener: Listener): () => void {
  const stop = new AbortController();
  void untilStopped(listener, stop.signal);
  return () => stop.abort();
}

async function untilStopped(listener: Listener, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      await connect(listener, signal);
    } catch {
      // The server is gone, or has asked for a token: both show elsewhere.
    }
    if (signal.aborted) return;
    listener.connected(false);
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}

async function connect(listener: Listener, signal: AbortSignal): Promise<void> {
  const { body } = await ask('/_mock/stream', { signal });
  if (body === null) return;
  listener.connected(true);
  let rest = '';
  for (const reader = body.pipeThrough(new TextDecoderStream()).getReader(); ;) {
    const { value, done } = await reader.read();
    if (done) return;
    const lines = rest + value;
    const end = lines.lastIndexOf('\n') + 1;
    rest = lines.slice(end);
    for (const [, kind, delivery] of lines.slice(0, end).matchAll(ENTRIES))
      if (delivery === undefined) tell(listener, kind);
      else listener.attempted(delivery);
  }
}

function tell(listener: Listener, kind: string | undefined): void {
  if (kind === 'reset') listener.reset();
  else if (kind === 'event' || kind === 'delivery' || kind === 'attempt') listener.news(kind);
}
