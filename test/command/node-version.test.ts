import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { ServerProcess } from '../support/server/server-process.js';
import { temporaryFolder } from '../support/server/temporary-folder.js';

const { engines } = JSON.parse(readFileSync('package.json', 'utf8')) as { engines: { node: string } };

/** Starts the command on this Node, which says that it is another one; `.ci/run` starts it on real ones. */
async function startedAs(version: string, ...args: string[]) {
  const script = join(await temporaryFolder(), 'version.cjs');
  await writeFile(script, `Object.defineProperty(process.versions, 'node', { value: '${version}' });`);
  return ServerProcess.spawn(args, { NODE_OPTIONS: `--require ${script}` }).finished();
}

test.each(['12.22.12', '20.20.2', '22.18.0'])('Node %s is too old, which one line says', async (version) => {
  const { code, stdout, stderr } = await startedAs(version, '--version');
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  const needed = engines.node.replace('>=', '');
  expect(stderr).toBe(
    `atomgit-mock: Node ${needed} or newer is needed, but this is Node ${version}; ` +
      'install a newer one from https://nodejs.org and start again\n',
  );
});

test.each(['22.19.0', '24.0.0'])('Node %s will do', async (version) => {
  const { code, stderr } = await startedAs(version, '--version');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
});
