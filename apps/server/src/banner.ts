import type { Settings } from './config.js';
import type { RunningServer } from './server.js';

/** What standard output shows once the server is ready: the address, the folder, and three lines to paste. */
export function banner({ url, localUrl, dataFolder }: RunningServer, settings: Settings): string {
  if (settings.logFormat === 'json') {
    return JSON.stringify({ message: 'ready', url, local_url: localUrl, data: dataFolder });
  }
  const isStrict = settings.auth === 'strict';
  const token = isStrict ? ' -H "PRIVATE-TOKEN: atomgit-token"' : '';
  const gitUrl = isStrict ? url.replace('://', '://atomgit:atomgit-token@') : url;
  const listening = url === localUrl ? '' : `\nlistening on ${localUrl}`;
  return `atomgit-mock is ready at ${url}${listening}
data lies in ${dataFolder}${settings.data === null ? ' (removed at exit)' : ''}

  git clone ${gitUrl}/demo/demo.git
  curl${token} ${url}/api/v5/repos/demo/demo/hooks -d url=http://127.0.0.1:8000/
  git -C demo commit --allow-empty -m hello && git -C demo push
`;
}
