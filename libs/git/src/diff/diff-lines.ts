/** A line of a diff that is a line of the file, with both line counters as they were before it. */
interface DiffLine {
  readonly sign: string;
  /** The text after the sign. */
  readonly text: string;
  readonly oldLine: number;
  readonly newLine: number;
}

const HUNK = /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/;

/**
 * The line at each position of a file's diff; position 1 is below the first `@@`. Null for what is no line of the
 * file: a later `@@`, `\ No newline at end of file`, the names between the two halves of a file that became a link.
 * Lines are counted against their hunk: only that tells a deleted `-- x` from a name.
 */
export function positions(diff: string): readonly (DiffLine | null)[] {
  const lines = diff.split('\n').slice(0, -1);
  const first = lines.findIndex((line) => HUNK.test(line));
  if (first === -1) return [];
  const found: (DiffLine | null)[] = [];
  let { oldLine, oldEnd, newLine, newEnd } = NO_HUNK;
  for (const line of lines.slice(first)) {
    const isInHunk = oldLine < oldEnd || newLine < newEnd;
    if (isInHunk && !line.startsWith('\\')) {
      const sign = line.slice(0, 1);
      found.push({ sign, text: line.slice(1), oldLine, newLine });
      if (sign !== '+') oldLine++;
      if (sign !== '-') newLine++;
    } else {
      found.push(null);
      if (!isInHunk) ({ oldLine, oldEnd, newLine, newEnd } = hunk(line));
    }
  }
  return found.slice(1);
}

const NO_HUNK = { oldLine: 0, oldEnd: 0, newLine: 0, newEnd: 0 };

function hunk(line: string): typeof NO_HUNK {
  const [head, oldStart, oldCount = 1, newStart, newCount = 1] = HUNK.exec(line) ?? [];
  if (head === undefined) return NO_HUNK;
  const [oldLine, newLine] = [Number(oldStart), Number(newStart)];
  return { oldLine, oldEnd: oldLine + Number(oldCount), newLine, newEnd: newLine + Number(newCount) };
}

/**
 * The line at a position, counted from 1 as in `positions`; null when there is none. Both counters start at their
 * hunk's numbers (0 on a side without lines) and stand where they are before this line.
 */
export function lineAt(
  diff: string,
  position: number,
): { readonly oldLine: number; readonly newLine: number } | null {
  const line = positions(diff)[position - 1];
  return line ? { oldLine: line.oldLine, newLine: line.newLine } : null;
}

/** The position of a line of the new file, counted as in `positions`, from 1; null when the diff does not show it. */
export function positionOf(diff: string, newLine: number): number | null {
  const isIt = (line: DiffLine | null) => line !== null && line.sign !== '-' && line.newLine === newLine;
  return positions(diff).findIndex(isIt) + 1 || null;
}

/** The number of positions in a file's diff. */
export const positionsIn = (diff: string): number => positions(diff).length;
