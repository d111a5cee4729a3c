/** Whether a path is one that only git asks for. */
export const isFromGit = (path: string): boolean =>
  /\/(info\/refs|git-upload-pack|git-receive-pack)$/.test(path);
