/** `closes #1`, `Fixed: #2, #3 and #4`, `resolve #5`. */
const CLOSING =
  /\b(?:clos(?:e[sd]?|ing)|fix(?:e[sd]|ing)?|resolv(?:e[sd]?|ing)):?\s+((?:#\d{1,9}(?:\s*,\s*(?:and\s+)?|\s+and\s+)?)+)/gi;

/** The numbers of the issues that a text closes. */
export const closedIssues = (text: string): number[] =>
  [...text.matchAll(CLOSING)].flatMap(([, list = '']) =>
    [...list.matchAll(/#(\d+)/g)].map(([, iid = '']) => Number(iid)),
  );
