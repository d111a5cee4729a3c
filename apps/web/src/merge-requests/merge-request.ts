import type { Answer } from '../api/types.js';
import { repositoryApi, repositoryUrl } from '../repositories/place.js';
import { param } from '../router/address.svelte.js';

/** An entry of a list, too. */
export type MergeRequest = Answer<'GET /api/v5/repos/{owner}/{repo}/pulls/{number}'>;

/** A comment with its replies, by its own number: an entry of the list with `view=all`. */
export type Discussion = Extract<
  Answer<'GET /api/v5/repos/{owner}/{repo}/pulls/{number}/comments'>[number],
  { readonly id: number }
>;

/** With their colours, which the request itself does not tell. */
export type PullLabels = Answer<'GET /api/v5/repos/{owner}/{repo}/pulls/{number}/labels'>;

/** What stands in the way of a merge. */
export type Conflicts = Answer<'GET /_mock/repositories/{owner}/{repo}/merge_requests/{number}/conflicts'>;

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
