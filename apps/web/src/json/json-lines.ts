/** The parts of a path in a payload, outermost first. */
export type Path = readonly (string | number)[];

/** A line of JSON as people read it. */
export interface JsonLine {
  /** From 1. */
  readonly number: number;
  readonly depth: number;
  /** Null for an element of a list, and for what closes something. */
  readonly key: string | null;
  readonly kind: 'open' | 'close' | 'string' | 'number' | 'boolean' | 'null';
  /** As JSON has it: a value, or a bracket. */
  readonly text: string;
  readonly path: Path;
  readonly hasComma: boolean;
  /** For what can be folded: how many lines it has after its first. */
  readonly inside: number;
}

/** All lines of a value, nothing folded. */
export function jsonLines(value: unknown): readonly JsonLine[] {
  const lines: JsonLine[] = [];
  add(lines, { value, key: null, path: [], depth: 0, hasComma: false });
  return lines;
}

interface Place {
  readonly value: unknown;
  readonly key: string | null;
  readonly path: Path;
  readonly depth: number;
  readonly hasComma: boolean;
}

function add(lines: JsonLine[], { value, key, path, depth, hasComma }: Place): void {
  const number = lines.length + 1;
  const plain = { number, depth, key, path, hasComma, inside: 0 };
  if (typeof value !== 'object' || value === null) {
    lines.push({ ...plain, kind: kindOf(value), text: JSON.stringify(value) });
    return;
  }
  const isList = Array.isArray(value);
  const entries: readonly (readonly [string | number, unknown])[] = isList
    ? value.map((one, index) => [index, one])
    : Object.entries(value);
  const [open, close] = isList ? ['[', ']'] : ['{', '}'];
  if (entries.length === 0) {
    lines.push({ ...plain, kind: 'close', text: open + close });
    return;
  }
  const first = lines.length;
  lines.push({ ...plain, kind: 'open', text: open });
  for (const [index, [name, inner]] of entries.entries())
    add(lines, {
      value: inner,
      key: typeof name === 'string' ? name : null,
      path: [...path, name],
      depth: depth + 1,
      hasComma: index < entries.length - 1,
    });
  lines[first] = { ...plain, kind: 'open', text: open, hasComma: false, inside: lines.length - first };
  lines.push({
    number: lines.length + 1,
    depth,
    key: null,
    kind: 'close',
    text: close,
    path,
    hasComma,
    inside: 0,
  });
}

function kindOf(value: unknown): JsonLine['kind'] {
  if (value === null) return 'null';
  if (typeof value === 'number') return 'number';
  return typeof value === 'boolean' ? 'boolean' : 'string';
}

/** Without those inside what is folded. @param folded the numbers of the lines that are */
export function unfolded(lines: readonly JsonLine[], folded: ReadonlySet<number>): readonly JsonLine[] {
  const shown: JsonLine[] = [];
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index];
    if (line === undefined) break;
    shown.push(line);
    if (folded.has(line.number)) index += line.inside;
  }
  return shown;
}

/** `object_attributes.iid`, `commits.0.id` */
export const pathText = (path: Path): string => path.join('.');
