import type { ServerResponse } from 'node:http';

/**
 * Writes, and waits until the reader has read enough for more. Closes the connection of a client that reads nothing
 * for `timeoutMs`.
 * @returns whether the connection is still open
 */
export async function writeWithTimeout(
  response: ServerResponse,
  text: string,
  timeoutMs: number,
): Promise<boolean> {
  if (!response.destroyed && !response.write(text)) await drained(response, timeoutMs);
  return !response.destroyed;
}

function drained(response: ServerResponse, timeoutMs: number): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      response.off('drain', end);
      response.off('close', end);
      resolve();
    };
    const timer = setTimeout(() => response.destroy(), timeoutMs);
    response.on('drain', end);
    response.on('close', end);
  });
}
