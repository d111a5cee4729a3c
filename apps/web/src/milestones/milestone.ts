import type { Answer } from '../api/types.js';
import { repositoryApi, repositoryUrl } from '../repositories/place.js';
import { param } from '../router/address.svelte.js';

export type Milestone = Answer<'GET /api/v5/repos/{owner}/{repo}/milestones'>[number];

/** By which issues and merge requests name theirs; without a title where there is none of that number. */
export interface MilestoneReference {
  readonly number: number;
  readonly title?: string;
}

export const STATES = ['open', 'closed', 'all'] as const;

/** Those of the repository that the address names. */
export const milestonesApi = (): string => `${repositoryApi()}/milestones`;

/** The one that the address names. */
export const milestoneApi = (): string => `${milestonesApi()}/${encodeURIComponent(param('number'))}`;

export const milestoneUrl = (number: number): string => `${repositoryUrl()}/milestones/${number}`;

/** `2030-01-31` in the viewer's own notation. */
export const dayText = (day: string, locale: string): string =>
  new Date(`${day}T00:00:00Z`).toLocaleDateString(locale, { dateStyle: 'medium', timeZone: 'UTC' });
