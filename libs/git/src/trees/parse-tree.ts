/** An entry of a tree object. */
export interface ParsedEntry {
  /** One character per byte: names need not be UTF-8. */
  readonly name: string;
  /** `100644`, `100755`, `120000` (link), `40000` (folder) or `160000` (submodule). */
  readonly mode: string;
  readonly sha: string;
}

/** @param content a tree as git stores it: for each entry `<mode> <name>`, a zero byte and twenty bytes of sha */
export function parseTree(content: Buffer): readonly ParsedEntry[] {
  const entries: ParsedEntry[] = [];
  for (let start = 0; start < content.length;) {
    const nameEnd = content.indexOf(0, start);
    const head = content.toString('latin1', start, nameEnd);
    const blank = head.indexOf(' ');
    const sha = content.toString('hex', nameEnd + 1, nameEnd + 21);
    entries.push({ mode: head.slice(0, blank), name: head.slice(blank + 1), sha });
    start = nameEnd + 21;
  }
  return entries;
}
