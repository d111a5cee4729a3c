import type { Settings } from '../settings/settings.js';
import type { RunningServer } from '../create-server.js';

/** The text on standard output once the server is ready: the address, the folder, and three lines to paste. */
export function banner({ url, localUrl, dataFolder, hasDemo }: RunningServer, settings: Settings): string {
  if (settings.logFormat === 'json') {
    return JSON.stringify({ message: 'ready', url, local_url: localUrl, data: dataFolder });
  }
  const isStrict = settings.auth === 'strict';
  const token = isStrict ? ' -H "PRIVATE-TOKEN: atomgit-token"' : '';
  const gitUrl = isStrict ? url.replace('://', '://atomgit:atomgit-token@') : url;
  const withDemo = [
    `git clone ${gitUrl}/demo/demo.git`,
    `curl${token} ${url}/api/v5/repos/demo/demo/hooks -d url=http://127.0.0.1:8000/`,
    'git -C demo commit --allow-empty -m hello && git -C demo push',
  ];
  const withoutDemo = [
    `curl${token} ${url}/api/v5/user/repos -d name=first -d auto_init=true && git clone ${gitUrl}/atomgit/first.git`,
    `curl${token} ${url}/api/v5/repos/atomgit/first/hooks -d url=http://127.0.0.1:8000/`,
    'git -C first commit --allow-empty -m hello && git -C first push',
  ];
  const listening = url === localUrl ? '' : `\nlistening on ${localUrl}`;
  return `atomgit-mock is ready at ${url}${listening}
data lies in ${dataFolder}${settings.data === null ? ' (removed at exit)' : ''}

${(hasDemo ? withDemo : withoutDemo).map((line) => `  ${line}\n`).join('')}`;
}
