import type { Answer } from '../api/types.js';
import { repositoryApi, repositoryUrl } from '../repositories/place.js';

export type Label = Answer<'GET /api/v5/repos/{owner}/{repo}/labels'>[number];

/** More than anybody chooses among in a dialog are found in the list only. */
const MOST_CHOSEN_FROM = 100;

/** Those of the repository that the address names. */
export const labelsApi = (): string => `${repositoryApi()}/labels`;

/** The first hundred, for dialogs. */
export const choosableLabels = (): string => `${labelsApi()}?per_page=${MOST_CHOSEN_FROM}`;

export const labelApi = (name: string): string => `${labelsApi()}/${encodeURIComponent(name)}`;

/** What has a label: issues or merge requests. */
export const labelledUrl = (kind: 'issues' | 'merge_requests', name: string): string =>
  `${repositoryUrl()}/${kind}?${new URLSearchParams({ labels: name, state: 'all' })}`;
