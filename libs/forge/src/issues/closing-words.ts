/** `closes #1`, `Fixed: #2, #3 and #4`, `resolve #5`. */
const CLOSING =
  /\b(?:clos(?:e[sd]?|ing)|fix(?:e[sd]|ing)?|resolv(?:e[sd]?|ing)):?\s+((?:#\d{1,9}(?:\s*,\s*(?:and\s+)?|\s+and\s+)?)+)/gi;

/** Which issues a text says that it closes, by number. */
export const closedIssues = (text: string): number[] =>
  [...text.matchAll(CLOSING)].flatMap(([, list = '']) =>
    [...list.matchAll(/#(\d+)/g)].map(([, iid = '']) => Number(iid)),
  );
