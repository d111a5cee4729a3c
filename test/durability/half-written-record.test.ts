import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { Clone } from '../support/git/clone.js';
import { start } from '../support/server/start.js';
import { temporaryFolder } from '../support/server/temporary-folder.js';

/** Stops the hook of a push by path when it has opened its record and not written to it yet, until `release`. */
async function pauseHook(bare: string, stage: 'pre-receive' | 'post-receive') {
  const folder = await temporaryFolder();
  const [reached, released] = [join(folder, 'reached'), join(folder, 'released')];
  await promisify(execFile)('mkfifo', [reached, released]);
  const hook = join(bare, 'hooks', stage);
  const [first = '', ...rest] = (await readFile(hook, 'utf8')).split('\n');
  const slowPrintf = `printf() { echo here > ${reached}; read -r x < ${released}; command printf "$@"; }`;
  await writeFile(hook, [first, slowPrintf, ...rest].join('\n'));
  return {
    reached: () => readFile(reached, 'utf8'),
    release: () => writeFile(released, 'go\n'),
  };
}

test('a push by path is recorded, even if the server reads while the hooks have opened their records and written nothing', async () => {
  const { inbox, bare, settled } = await start({ hook: { push_events: true } });
  const work = await Clone.of(bare());
  const sha = await work.commit('hello');
  const pauses = [await pauseHook(bare(), 'pre-receive'), await pauseHook(bare(), 'post-receive')];
  const pushing = work.push('master');
  for (const { reached, release } of pauses) {
    await reached();
    await settled();
    await release();
  }
  await pushing;
  await settled();
  expect(inbox.rest().map(({ body }) => body)).toMatchObject([{ ref: 'refs/heads/master', after: sha }]);
});
