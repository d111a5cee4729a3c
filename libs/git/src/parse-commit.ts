import type { Commit } from '#domain';
import { isoWithOffset } from './iso-with-offset.js';

export interface ParsedCommit {
  readonly commit: Commit;
  readonly parents: readonly string[];
}

/** @returns null for a commit that only git itself should read: in another encoding than UTF-8, or malformed */
export function parseCommit(sha: string, content: Buffer): ParsedCommit | null {
  const text = content.toString();
  const headEnd = text.indexOf('\n\n');
  const head = text.slice(0, headEnd);
  const author = /^author (?:(.*) )?<([^<>]*)> /m.exec(head);
  const date = /^committer .*> (-?\d+ [+-]\d{4})$/m.exec(head)?.[1];
  const encoding = /^encoding (.*)$/m.exec(head)?.[1] ?? 'UTF-8';
  if (headEnd === -1 || author === null || date === undefined || !/^utf-?8$/i.test(encoding)) return null;
  const [, name = '', email = ''] = author;
  return {
    commit: {
      sha,
      message: text.slice(headEnd + 2),
      timestamp: isoWithOffset(date),
      // Git leaves out the white space around a name.
      author: { name: name.replace(/^[ \t\v\f\r]+|[ \t\v\f\r]+$/g, ''), email },
    },
    parents: [...head.matchAll(/^parent ([0-9a-f]{40})$/gm)].map(([, parent = '']) => parent),
  };
}
