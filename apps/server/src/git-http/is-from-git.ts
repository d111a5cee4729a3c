import { isOwnPath } from '../own-paths.js';

/** Whether a path is one that only git asks for. */
export const isFromGit = (path: string): boolean =>
  !isOwnPath(path) && /\/(info\/refs|git-upload-pack|git-receive-pack)$/.test(path);
