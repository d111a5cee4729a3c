import { serverUrl } from '../router/base.js';
import { session } from './session.svelte.js';

/** The server's address, with the token where it wants one, as git takes it. */
const gitBase = (): string => {
  const { token } = session;
  return token === null ? serverUrl() : serverUrl().replace('://', `://token:${encodeURIComponent(token)}@`);
};

/** A command for the terminal of the viewer, ready to paste. @param repository `owner/repo` */
export const cloneCommand = (repository: string): string => `git clone ${gitBase()}/${repository}.git`;

/** A call of the API, as the same. @param rest what stands behind the address */
export const curlCommand = (path: string, rest: string): string => {
  const header = session.token === null ? '' : ` -H 'PRIVATE-TOKEN: ${session.token}'`;
  return `curl${header} ${serverUrl()}${path} ${rest}`;
};
