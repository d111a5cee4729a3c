import type { ServerResponse } from 'node:http';

/**
 * Writes, and waits until the reader has taken in enough that more may follow. A reader who takes in nothing for
 * `timeoutMs` is cut off.
 * @returns whether anybody is still there
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
