import type { Answer } from '../api/types.js';

export type Branch = Answer<'GET /api/v5/repos/{owner}/{repo}/branches'>[number];
export type Tag = Answer<'GET /api/v5/repos/{owner}/{repo}/tags'>[number];

/** Those with some words in them. */
export type RefNames = Answer<'GET /_mock/repositories/{owner}/{repo}/refs'>;
