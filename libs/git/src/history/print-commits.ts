import type { CommitDetails } from './commit-details.js';
import { isoWithOffset } from './iso-with-offset.js';

const FORMAT = '%H%x00%T%x00%P%x00%an%x00%ae%x00%ad%x00%cn%x00%ce%x00%cd%x00%B';
const FIELDS = FORMAT.split('%x00').length;

/** Arguments that make `git log` print what `parsePrinted` reads. */
export const PRINT_COMMITS = ['-z', '--encoding=UTF-8', '--date=raw', `--format=tformat:${FORMAT}`] as const;

export function parsePrinted(printed: string): CommitDetails[] {
  const fields = printed.split('\0');
  const commits: CommitDetails[] = [];
  for (let start = 0; start + FIELDS <= fields.length; start += FIELDS) {
    const [sha = '', tree = '', parents = '', ...rest] = fields.slice(start, start + FIELDS);
    const [name = '', email = '', date = '', committerName = '', committerEmail = '', committed = ''] = rest;
    commits.push({
      sha,
      message: rest.at(-1) ?? '',
      tree,
      parents: parents.split(' ').filter(Boolean),
      author: { name, email, date: isoWithOffset(date) },
      committer: { name: committerName, email: committerEmail, date: isoWithOffset(committed) },
    });
  }
  return commits;
}
