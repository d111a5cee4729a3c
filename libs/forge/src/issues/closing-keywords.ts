/** `closes #1`, `Fixed: #2, #3 and #4`, `resolve #5`. */
const CLOSING =
  /\b(?:clos(?:e[sd]?|ing)|fix(?:e[sd]|ing)?|resolv(?:e[sd]?|ing)):?\s+((?:#\d{1,9}(?:\s*,\s*(?:and\s+)?|\s+and\s+)?)+)/gi;

/** How many issues a text closes at most. */
const MOST_NUMBERS = 100;

/** The numbers of the issues that a text closes. */
export function closedIssues(text: string): ReadonlySet<number> {
  const lists = [...text.matchAll(CLOSING)].map(([, list = '']) => list);
  const iids = lists.flatMap((list) => [...list.matchAll(/#(\d+)/g)].map(([, iid = '']) => Number(iid)));
  return new Set([...new Set(iids)].slice(0, MOST_NUMBERS));
}
