import type { Answer } from '../api/types.js';
import { repositoryApi, repositoryUrl } from '../repositories/place.js';

export type Release = Answer<'GET /api/v5/repos/{owner}/{repo}/releases'>[number];

/** Those of the repository that the address names. */
export const releasesApi = (): string => `${repositoryApi()}/releases`;

export const releaseApi = ({ tag_name: tag }: Release): string =>
  `${releasesApi()}/${encodeURIComponent(tag)}`;

export const releaseUrl = (tag: string): string => `${repositoryUrl()}/releases/${encodeURIComponent(tag)}`;
