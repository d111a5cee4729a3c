import { isAlias, isMap, isNode, isScalar, isSeq, LineCounter, parseDocument, type Node } from 'yaml';
import { SeedError, type SeedPath } from './seed-error.js';

/** More than a seed is ever written with; a bundle or a folder takes more. */
const MOST_ALIASES = 1_000;

export interface SeedText {
  /** What it says; not a seed yet. */
  readonly value: unknown;
  /** Counted from 1. */
  readonly lineOf: (path: SeedPath) => number;
}

/** Reads YAML, and so JSON. @throws SeedError with the line, for what is neither */
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
    throw new SeedError([], `is not YAML: ${thrown instanceof Error ? thrown.message : String(thrown)}`, 1);
  }
}

/** Where the innermost thing on the path begins: of a field, its name. */
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
    // What an alias stands for has lines of its own, but it is meant here.
    if (isAlias(node)) break;
  }
  return offset;
}

const nameOf = (key: unknown): string => (isScalar(key) ? String(key.value) : '');

const startOf = (node: unknown): number | undefined => (isNode(node) ? node.range?.[0] : undefined);
