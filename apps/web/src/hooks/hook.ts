import type { Answer } from '../api/types.js';
import { repositoryApi } from '../repositories/place.js';

export const TRIGGERS = [
  'push_events',
  'tag_push_events',
  'note_events',
  'merge_requests_events',
  'issues_events',
] as const;

/** As its owner registered it, with its secret. */
export type Hook = Answer<'GET /api/v5/repos/{owner}/{repo}/hooks/{id}'>;

/** How it is sent, and how it fares; null follows the server's setting. */
export type HookDetails = Answer<'GET /_mock/hooks/{id}'>;

/** The hooks of the repository that the address names. */
export const hooksApi = (): string => `${repositoryApi()}/hooks`;
