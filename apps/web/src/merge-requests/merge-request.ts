import { repositoryApi, repositoryUrl } from '../repositories/place.js';
import { param } from '../router/address.svelte.js';

interface Person {
  readonly login: string;
}

interface Side {
  readonly ref: string;
  readonly sha: string;
  readonly repo: { readonly full_name: string };
}

interface Label {
  readonly name: string;
  /** In lists only. */
  readonly color?: string;
}

/** An entry of `GET …/pulls`, and the answer of `GET …/pulls/{number}`. */
export interface MergeRequest {
  readonly number: number;
  readonly title: string;
  readonly body: string;
  readonly state: 'open' | 'closed' | 'merged' | 'locked';
  readonly user: Person;
  readonly labels: readonly Label[];
  readonly head: Side;
  readonly base: Side;
  readonly created_at: string;
  readonly merge_status: 'unchecked' | 'can_be_merged' | 'cannot_be_merged';
  readonly merge_commit_sha: string | null;
}

interface Said {
  readonly id: number;
  readonly body: string;
  readonly created_at: string;
  readonly user: { readonly login: string; readonly name: string } | null;
}

/** An entry of `GET …/pulls/{number}/comments?view=all`. */
export interface Discussion extends Said {
  readonly discussion_id: string;
  readonly diff_file: string | null;
  readonly diff_position: { readonly position: number | null } | null;
  readonly resolved: boolean;
  readonly reply: readonly Said[];
}

export const STATES = ['open', 'merged', 'closed', 'all'] as const;

/** Those of the repository that the address names. */
export const pullsApi = (): string => `${repositoryApi()}/pulls`;

/** The one that the address names. */
export const pullApi = (): string => `${pullsApi()}/${encodeURIComponent(param('number'))}`;

export const mergeRequestUrl = (number: number | string): string =>
  `${repositoryUrl()}/merge_requests/${number}`;

/** All that was said in a discussion, each with the line that it is about. */
export const notesOf = ({ reply, diff_file: path, diff_position: place, ...first }: Discussion) =>
  [first, ...reply].map(({ id, body, created_at, user }) => ({
    id,
    body,
    created_at,
    user: user ?? { login: '?', name: '' },
    path,
    position: place?.position ?? null,
  }));
