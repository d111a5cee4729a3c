/** A line of a file's diff; a number is null on the side that does not have the line. */
export interface DiffLine {
  readonly kind: 'same' | 'added' | 'removed';
  readonly text: string;
  readonly oldLine: number | null;
  readonly newLine: number | null;
  /** What the API takes as `position`: lines below the first `@@`, from 1. */
  readonly position: number;
}

export interface Hunk {
  /** What git found above it: mostly the function it is in. */
  readonly heading: string;
  readonly lines: readonly DiffLine[];
}

export interface FileDiff {
  readonly oldPath: string;
  readonly newPath: string;
  readonly status: 'added' | 'modified' | 'deleted' | 'renamed';
  readonly additions: number;
  readonly deletions: number;
  readonly isBinary: boolean;
  /** From the first `@@` on; `hunksOf` reads it, once somebody wants to see the file. */
  readonly text: string;
}

/** A line of a diff, as the API names it: `path` and `position`. */
export interface LinePlace {
  readonly file: FileDiff;
  readonly line: DiffLine;
}

const START = 'diff --git ';

/** @param text what `git diff` writes, for any number of files */
export function filesOf(text: string): readonly FileDiff[] {
  const starts: number[] = [];
  for (let at = text.startsWith(START) ? 0 : next(text, 0); at !== -1; at = next(text, at)) starts.push(at);
  return starts.map((start, index) => fileOf(text.slice(start, starts[index + 1])));
}

/** Of lines in a file only a first sign can stand before it, so that this finds nothing but heads. */
function next(text: string, from: number): number {
  const found = text.indexOf(`\n${START}`, from);
  return found === -1 ? -1 : found + 1;
}

function fileOf(text: string): FileDiff {
  const body = text.startsWith('@@') ? 0 : text.indexOf('\n@@') + 1;
  const head = body === 0 ? text : text.slice(0, body);
  const hunks = body === 0 ? '' : text.slice(body);
  const named = (pattern: RegExp): string | null => {
    const [, name] = pattern.exec(head) ?? [];
    return name === undefined || name === '/dev/null' ? null : name;
  };
  const [, oldInHead, newInHead] = headNames(head);
  const oldPath = path(named(/^--- (.*?)\t?$/m)) ?? path(named(/^rename from (.*)$/m), '') ?? oldInHead;
  const newPath = path(named(/^\+\+\+ (.*?)\t?$/m)) ?? path(named(/^rename to (.*)$/m), '') ?? newInHead;
  const isAdded = /^new file mode /m.test(head);
  const isDeleted = /^deleted file mode /m.test(head);
  return {
    oldPath,
    newPath: isDeleted ? oldPath : newPath,
    status: isAdded ? 'added' : isDeleted ? 'deleted' : oldPath === newPath ? 'modified' : 'renamed',
    ...countsOf(hunks),
    isBinary: /^(Binary files |GIT binary patch)/m.test(head),
    text: hunks,
  };
}

/** Where a file has no lines that changed, only the first line names it: twice the same, or quoted. */
function headNames(head: string): readonly [string, string, string] {
  const [line = ''] = head.split('\n', 1);
  const rest = line.slice(START.length);
  const [, quotedOld, quotedNew] = /^("(?:[^"\\]|\\.)*") ("(?:[^"\\]|\\.)*")$/.exec(rest) ?? [];
  if (quotedOld !== undefined && quotedNew !== undefined)
    return [rest, path(quotedOld) ?? rest, path(quotedNew) ?? rest];
  const middle = (rest.length - 1) / 2;
  return [rest, rest.slice(2, middle), rest.slice(middle + 3)];
}

/** @param prefix `a/` or `b/`, as long as it is */
function path(name: string | null, prefix = 'x/'): string | null {
  if (name === null) return null;
  return (name.startsWith('"') ? unquoted(name) : name).slice(prefix.length);
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '"': '"', '\\': '\\' };

/** Git writes the bytes of unusual names in octal digits. */
function unquoted(name: string): string {
  const bytes: number[] = [];
  for (const [, octal, escape, plain] of name.slice(1, -1).matchAll(/\\([0-7]{3})|\\(.)|([^\\]+)/gs))
    if (octal !== undefined) bytes.push(Number.parseInt(octal, 8));
    else bytes.push(...new TextEncoder().encode(plain ?? ESCAPES[escape ?? ''] ?? escape ?? ''));
  return new TextDecoder().decode(new Uint8Array(bytes));
}

function countsOf(hunks: string): { readonly additions: number; readonly deletions: number } {
  let [additions, deletions] = [0, 0];
  for (const { lines } of hunksOf(hunks))
    for (const { kind } of lines)
      if (kind === 'added') additions += 1;
      else if (kind === 'removed') deletions += 1;
  return { additions, deletions };
}

const HUNK = /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@ ?(.*)$/;

/** @param text of one file, from its first `@@` on, as `FileDiff` has it and the API's `patch` */
export function hunksOf(text: string): readonly Hunk[] {
  const hunks: { heading: string; lines: DiffLine[] }[] = [];
  let [oldLine, oldEnd, newLine, newEnd] = [0, 0, 0, 0];
  for (const [position, line] of text.split('\n').entries()) {
    if (line.startsWith('\\')) continue;
    if (oldLine >= oldEnd && newLine >= newEnd) {
      const [found, oldStart, oldCount = '1', newStart, newCount = '1', heading = ''] = HUNK.exec(line) ?? [];
      if (found === undefined) continue;
      [oldLine, newLine] = [Number(oldStart), Number(newStart)];
      [oldEnd, newEnd] = [oldLine + Number(oldCount), newLine + Number(newCount)];
      hunks.push({ heading, lines: [] });
      continue;
    }
    const sign = line.slice(0, 1);
    const kind = sign === '+' ? 'added' : sign === '-' ? 'removed' : 'same';
    hunks.at(-1)?.lines.push({
      kind,
      text: line.slice(1),
      oldLine: kind === 'added' ? null : oldLine,
      newLine: kind === 'removed' ? null : newLine,
      position,
    });
    if (kind !== 'added') oldLine += 1;
    if (kind !== 'removed') newLine += 1;
  }
  return hunks;
}
