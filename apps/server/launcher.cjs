#!/usr/bin/env node
// Starts the bundled program with the code that V8 compiled at build time. When that was made by another Node, V8
// refuses it and compiles anew. (Node 22 has module.enableCompileCache for this; Node 20 has nothing.)
const { readFileSync } = require('node:fs');
const { createRequire, wrap } = require('node:module');
const { join } = require('node:path');
const { Script } = require('node:vm');

const file = join(__dirname, 'program.cjs');
const cachedData = readIfThere(`${file}.cache`);
const script = new Script(wrap(readFileSync(file, 'utf8')), { filename: file, cachedData });
const program = { exports: {} };
script.runInThisContext()(program.exports, createRequire(file), program, file, __dirname);

exports.script = script;

function readIfThere(path) {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}
