import { repositoryApi, repositoryUrl } from '../repositories/place.js';
import { param } from '../router/address.svelte.js';

interface Person {
  readonly login: string;
}

/** An entry of `GET …/issues`, and the answer of `GET …/issues/{number}`. */
export interface Issue {
  readonly number: number | string;
  readonly state: 'opened' | 'closed';
  readonly title: string;
  readonly body: string;
  readonly user: Person;
  readonly assignee: Person | null;
  readonly labels: readonly { readonly name: string; readonly color: string }[];
  readonly created_at: string;
}

export const STATES = ['open', 'closed', 'all'] as const;

/** Those of the repository that the address names. */
export const issuesApi = (): string => `${repositoryApi()}/issues`;

/** Where issues are written: below their owner. */
export const writtenIssuesApi = (): string => `/api/v5/repos/${encodeURIComponent(param('owner'))}/issues`;

export const issueUrl = (number: number | string): string => `${repositoryUrl()}/issues/${number}`;
