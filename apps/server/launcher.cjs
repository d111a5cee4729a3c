#!/usr/bin/env node
// What the command starts with: it looks at its Node before it loads anything that an older one cannot run.
const { constants, enableCompileCache } = require('node:module');
const { join } = require('node:path');

/** The same as in package.json, `engines`. */
const OLDEST = [22, 19];

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1])) {
  process.stderr.write(
    `atomgit-mock: Node ${OLDEST.join('.')} or newer is needed, but this is Node ${process.versions.node}; ` +
      'install a newer one from https://nodejs.org and start again\n',
  );
  process.exitCode = 2;
} else {
  const { status } = enableCompileCache(join(__dirname, 'compile-cache'));
  // Who may not write here, as with a program that was installed for all users, uses Node's own folder.
  if (status === constants.compileCacheStatus.FAILED) enableCompileCache();
  require(join(__dirname, 'program.cjs'));
}
