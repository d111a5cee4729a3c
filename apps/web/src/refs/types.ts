import type { Answer } from '../api/types.js';

export type Branch = Answer<'GET /api/v5/repos/{owner}/{repo}/branches'>[number];
export type Tag = Answer<'GET /api/v5/repos/{owner}/{repo}/tags'>[number];
