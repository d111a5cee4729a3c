// Starts the server, pushes once, sees one delivery arrive, and stops the server, which has to exit with 0.
// `node smoke.mjs` starts it with the README's command; `node smoke.mjs NODE` starts what is built on another Node.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const [, , otherNode] = process.argv;
const FLAGS = ['--port', '0', '--ephemeral'];
const [program, ...args] = otherNode
  ? [otherNode, 'dist/atomgit-mock.cjs', ...FLAGS]
  : ['npm', 'start', '--', ...FLAGS];

const folder = mkdtempSync(join(tmpdir(), 'atomgit-mock-smoke-'));
const git = (...words) =>
  execFileSync('git', ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com', ...words], {
    stdio: 'inherit',
  });

const receiver = createServer((request, response) => {
  request.resume();
  request.on('end', () => response.end());
  receiver.emit('delivery', request.headers['x-atomgit-event']);
}).listen(0, '127.0.0.1');
await once(receiver, 'listening');
const delivery = once(receiver, 'delivery');

// A process group of its own, because npm stands between us and the server.
const server = spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'], detached: true });
const exit = once(server, 'exit');
try {
  const url = await addressIn(server.stdout);
  await fetch(`${url}/api/v5/repos/demo/demo/hooks`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ url: `http://127.0.0.1:${receiver.address().port}/` }),
  });
  const clone = join(folder, 'demo');
  git('clone', '--quiet', `${url}/demo/demo.git`, clone);
  git('-C', clone, 'commit', '--quiet', '--allow-empty', '--message', 'smoke');
  git('-C', clone, 'push', '--quiet');
  const [event] = await delivery;
  if (event !== 'Push Hook') throw new Error(`expected a Push Hook, got ${event}`);
} finally {
  process.kill(-server.pid, 'SIGTERM');
  receiver.closeAllConnections();
  receiver.close();
  rmSync(folder, { recursive: true, force: true });
}
const [code, signal] = await exit;
// npm itself ends by the signal that it passes on.
if (otherNode && code !== 0) throw new Error(`the server ended with ${signal ?? code} instead of 0`);
console.log(`smoke: one push, one delivery, ${program}`);

async function addressIn(stream) {
  let text = '';
  for await (const chunk of stream) {
    text += chunk;
    const [url] = /http:\/\/\S+/.exec(text) ?? [];
    if (url) return url;
  }
  throw new Error(`the server ended before it was ready: ${text}`);
}
