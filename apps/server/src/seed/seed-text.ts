import { isAlias, isMap, isNode, isScalar, isSeq, LineCounter, parseDocument, type Node } from 'yaml';
import { messageOf } from '#domain';
import { SeedError, type SeedPath } from './seed-error.js';

/** Aliases of aliases could make gigabytes of a small text. */
const MOST_ALIASES = 1_000;

export interface SeedText {
  /** The parsed content, unchecked. */
  readonly value: unknown;
  /** Counted from 1. */
  readonly lineOf: (path: SeedPath) => number;
}

/**
 * Parses YAML, which includes JSON.
 * @throws SeedError with the line for anything else
 */
export function readSeedText(text: string): SeedText {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const lineAt = (offset: number): number => Math.max(1, lines.linePos(offset).line);
  const [error] = document.errors;
  if (error !== undefined) throw new SeedError([], `is not YAML: ${error.message}`, lineAt(error.pos[0]));
  const lineOf = (path: SeedPath) => lineAt(offsetOf(document.contents, path));
  try {
    return { value: document.toJS({ maxAliasCount: MOST_ALIASES }), lineOf };
  } catch (thrown) {
    throw new SeedError([], `is not YAML: ${messageOf(thrown)}`, 1);
  }
}

/** The start of the innermost node on the path; for a field, of its name. */
function offsetOf(root: Node | null, path: SeedPath): number {
  let node: unknown = root;
  let offset = root?.range?.[0] ?? 0;
  for (const part of path) {
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => nameOf(key) === String(part));
      if (pair === undefined) break;
      offset = startOf(pair.key) ?? offset;
      node = pair.value;
    } else if (isSeq(node)) {
      node = node.items[Number(part)];
      offset = startOf(node) ?? offset;
    } else break;
    // The anchor's lines are elsewhere; the alias is meant.
    if (isAlias(node)) break;
  }
  return offset;
}

const nameOf = (key: unknown): string => (isScalar(key) ? String(key.value) : '');

const startOf = (node: unknown): number | undefined => (isNode(node) ? node.range?.[0] : undefined);
