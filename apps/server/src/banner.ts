import type { Settings } from './config.js';
import type { RunningServer } from './server.js';

/** What standard output shows once the server is ready: the address, the folder, and three lines to paste. */
export function banner(server: RunningServer, settings: Settings): string {
  if (settings.logFormat === 'json') {
    return JSON.stringify({ message: 'ready', url: server.url, data: server.dataFolder });
  }
  const authorization = settings.auth === 'strict' ? ' -H "PRIVATE-TOKEN: atomgit-token"' : '';
  const clone =
    settings.auth === 'strict' ? server.url.replace('://', '://atomgit:atomgit-token@') : server.url;
  const where = settings.data === null ? `${server.dataFolder} (removed at exit)` : server.dataFolder;
  return `atomgit-mock is ready at ${server.url}
data lies in ${where}

  git clone ${clone}/demo/demo.git
  curl${authorization} ${server.url}/api/v5/repos/demo/demo/hooks -d url=http://127.0.0.1:8000/
  git -C demo commit --allow-empty -m hello && git -C demo push
`;
}
