import { randomUUID } from 'node:crypto';
import type { BodyPieces } from '#dispatcher';

/** JSON in two parts, around the value that `shape` puts into the gap. */
export function jsonAround(shape: (gap: string) => unknown): readonly [before: string, after: string] {
  const gap = randomUUID();
  const [before = '', after = ''] = JSON.stringify(shape(gap)).split(`"${gap}"`);
  return [before, after];
}

/** A text as JSON; the empty one for null. */
export async function* jsonString(pieces: BodyPieces | null): AsyncGenerator<string> {
  yield '"';
  for await (const piece of pieces ?? []) yield JSON.stringify(piece).slice(1, -1);
  yield '"';
}

/** An object with a list of `items`, each of them JSON in pieces, and other fields. */
export async function* listPieces(
  items: AsyncIterable<BodyPieces>,
  others: Readonly<Record<string, unknown>> = {},
): AsyncGenerator<string> {
  yield '{"items":[';
  yield* separated(items);
  const rest = JSON.stringify(others).slice(1);
  yield rest === '}' ? ']}' : `],${rest}`;
}

/** With a comma between any two. */
export async function* separated(items: AsyncIterable<BodyPieces>): AsyncGenerator<string> {
  let separator = '';
  for await (const item of items) {
    yield separator;
    yield* item;
    separator = ',';
  }
}
