import type { Answer } from '../api/types.js';
import { repositoryApi, repositoryUrl } from '../repositories/place.js';
import { param } from '../router/address.svelte.js';

/** An entry of a list, too. */
export type Issue = Answer<'GET /api/v5/repos/{owner}/{repo}/issues/{number}'>;

export const STATES = ['open', 'closed', 'all'] as const;

/** Those of the repository that the address names. */
export const issuesApi = (): string => `${repositoryApi()}/issues`;

/** Where issues are written: below their owner. */
export const writtenIssuesApi = (): string => `/api/v5/repos/${encodeURIComponent(param('owner'))}/issues`;

export const issueUrl = (number: number | string): string => `${repositoryUrl()}/issues/${number}`;
