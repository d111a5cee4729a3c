import type { CommitDetails, Person } from './commit-details.js';
import { isoWithOffset } from './iso-with-offset.js';

/** What git trims from names. Blanks inside are looked at once: the last part starts only where a run of them does. */
const BLANKS_AROUND = /^[ \t\v\f\r]+|(?<![ \t\v\f\r])[ \t\v\f\r]+$/g;

/** @returns null for a commit that only git itself should read: in another encoding than UTF-8, or malformed */
export function parseCommit(sha: string, content: Buffer): CommitDetails | null {
  const text = content.toString();
  const [head = '', ...paragraphs] = text.split('\n\n');
  const tree = /^tree ([0-9a-f]{40})$/m.exec(head)?.[1];
  const author = parsePerson('author', head);
  const committer = parsePerson('committer', head);
  const encoding = /^encoding (.*)$/m.exec(head)?.[1] ?? 'UTF-8';
  if (!tree || !author || !committer || !/^utf-?8$/i.test(encoding)) return null;
  const parents = [...head.matchAll(/^parent ([0-9a-f]{40})$/gm)].map(([, parent = '']) => parent);
  return { sha, message: paragraphs.join('\n\n'), tree, parents, author, committer };
}

/** Parses a header line that names a person. @returns null when it is missing, or only git itself should read it */
export function parsePerson(role: 'author' | 'committer' | 'tagger', head: string): Person | null {
  const line = new RegExp(`^${role} (?:(.*) )?<([^<>\\n]*)> (-?\\d+ [+-]\\d{4})$`, 'm').exec(head);
  if (line === null) return null;
  const [, name = '', email = '', date = ''] = line;
  return { name: name.replace(BLANKS_AROUND, ''), email, date: isoWithOffset(date) };
}
