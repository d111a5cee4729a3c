import { ask } from '../api/client.js';
import { filesOf, type FileDiff } from './parse-diff.js';

/** Of a longer text the rest is left out: a browser that holds it is of no use to anybody. */
const LONGEST = 64 * 1024 * 1024;

export interface ReadDiff {
  readonly files: readonly FileDiff[];
  /** Whether that is all that changed. */
  readonly isWhole: boolean;
  /** Where all of it is, as text. */
  readonly url: string;
}

/**
 * Reads a diff of any length.
 * @param url of a text as `git diff` writes it
 * @param progress is told how many characters have come
 */
export async function readDiff(
  url: string,
  signal: AbortSignal,
  progress: (characters: number) => void,
): Promise<ReadDiff> {
  const { body } = await ask(url, { signal });
  const parts: string[] = [];
  let length = 0;
  if (body === null) return { files: [], isWhole: true, url };
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  while (length <= LONGEST) {
    const { value, done } = await reader.read();
    if (done) return { files: filesOf(parts.join('')), isWhole: true, url };
    parts.push(value);
    length += value.length;
    progress(length);
  }
  await reader.cancel();
  // The last file has only begun.
  return { files: filesOf(parts.join('')).slice(0, -1), isWhole: false, url };
}
