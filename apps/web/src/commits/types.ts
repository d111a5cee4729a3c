import type { Answer } from '../api/types.js';

/** What a list shows of a commit, whichever answer it stands in. */
export interface Commit {
  readonly sha: string;
  readonly commit: Pick<ListedCommit['commit'], 'author' | 'message'>;
  readonly parents: readonly { readonly sha: string }[];
}

export type ListedCommit = Answer<'GET /api/v5/repos/{owner}/{repo}/commits'>[number];

export type CommitStatuses = Answer<'GET /api/v5/repos/{owner}/{repo}/commits/{ref}/status'>;
export type CommitStatus = CommitStatuses['statuses'][number];

/** The first line of what somebody wrote into a commit, and the rest. */
export function messageParts(message: string): { readonly subject: string; readonly rest: string } {
  const [subject = '', ...rest] = message.trimEnd().split('\n');
  return { subject: subject === '' ? '…' : subject, rest: rest.join('\n').trim() };
}
