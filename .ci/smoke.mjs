// Starts the server with the README's command on a free port, pushes once, and sees one delivery arrive.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const folder = mkdtempSync(join(tmpdir(), 'atomgit-mock-smoke-'));
const git = (...args) =>
  execFileSync('git', ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com', ...args], {
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
const server = spawn('npm', ['start', '--', '--port', '0', '--ephemeral'], {
  stdio: ['ignore', 'pipe', 'inherit'],
  detached: true,
});
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
  console.log('smoke: one push, one delivery');
} finally {
  process.kill(-server.pid, 'SIGTERM');
  receiver.closeAllConnections();
  receiver.close();
  rmSync(folder, { recursive: true, force: true });
}

async function addressIn(stream) {
  let text = '';
  for await (const chunk of stream) {
    text += chunk;
    const [url] = /http:\/\/\S+/.exec(text) ?? [];
    if (url) return url;
  }
  throw new Error(`the server ended before it was ready: ${text}`);
}
