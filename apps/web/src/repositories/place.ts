import { linkTo } from '../router/base.js';
import { param } from '../router/address.svelte.js';

/** `owner/repo`, as the address names it. */
export const fullName = (): string => `${param('owner')}/${param('repo')}`;

/** The page of the repository that the address names, without a slash at its end. */
export const repositoryUrl = (): string => linkTo(path());

const path = (): string => `/${encodeURIComponent(param('owner'))}/${encodeURIComponent(param('repo'))}`;

/** The same repository in the API. */
export const repositoryApi = (): string => `/api/v5/repos${path()}`;

/** And where the server is asked about it for what the API does not tell. */
export const repositoryControl = (): string => `/_mock/repositories${path()}`;

/** A name of a branch, a tag or a file as a part of an address; its slashes stay. */
export const escaped = (name: string): string => name.split('/').map(encodeURIComponent).join('/');
