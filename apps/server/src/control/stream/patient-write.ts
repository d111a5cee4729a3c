import type { ServerResponse } from 'node:http';

/**
 * Writes, and waits until the reader has taken in enough that more may follow. A reader who takes in nothing for
 * `patienceMs` is cut off.
 * @returns whether anybody is still there
 */
export async function writeTo(response: ServerResponse, text: string, patienceMs: number): Promise<boolean> {
  if (!response.destroyed && !response.write(text)) await drained(response, patienceMs);
  return !response.destroyed;
}

function drained(response: ServerResponse, patienceMs: number): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(patience);
      response.off('drain', end);
      response.off('close', end);
      resolve();
    };
    const patience = setTimeout(() => response.destroy(), patienceMs);
    response.on('drain', end);
    response.on('close', end);
  });
}
