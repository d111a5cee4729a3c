/** A name and an address as they stand in a commit. */
interface Person {
  readonly name: string;
  readonly email: string;
  readonly date: string;
}

/** An entry of `GET …/commits`. */
export interface Commit {
  readonly sha: string;
  readonly commit: { readonly author: Person; readonly committer: Person; readonly message: string };
  readonly parents: readonly { readonly sha: string }[];
}

/** An entry of `GET …/commits/{sha}/status`. */
export interface CommitStatus {
  readonly id: number;
  readonly context: string;
  readonly state: 'success' | 'failure' | 'error' | 'pending';
  readonly description: string | null;
  readonly target_url: string | null;
}

/** The first line of what somebody wrote into a commit, and the rest. */
export function messageParts(message: string): { readonly subject: string; readonly rest: string } {
  const [subject = '', ...rest] = message.trimEnd().split('\n');
  return { subject: subject === '' ? '…' : subject, rest: rest.join('\n').trim() };
}
