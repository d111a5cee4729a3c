import { readFileSync, rmSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { get } from 'node:http';
import { createServer } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { alternate, now } from '../measure.mjs';
import { forkReady, startNode, stop } from '../owned.mjs';
import { COMPILE_CACHE, PROGRAM } from '../product.mjs';

const BARE_SERVER = fileURLToPath(new URL('../floors/bare-server.mjs', import.meta.url));
const LIBRARY = fileURLToPath(new URL('../library.mjs', import.meta.url));
const POLL_MS = 2;
const TIME_LIMIT_MS = 30_000;
/** What the work before has left behind is collected by then, as far as it will be. */
const IDLE_MS = 1_000;

/** The first start is the warm-up: what Node compiles of the program stays for those that follow. */
export async function startTime(samples) {
  return alternate({ floor: startBare, product: startProduct }, samples, 1);
}

/** Nothing is compiled yet. */
export async function firstStartTime(samples) {
  const startFirst = () => {
    rmSync(COMPILE_CACHE, { recursive: true, force: true });
    return startProduct();
  };
  return alternate({ floor: startBare, product: startFirst }, samples, 1);
}

/** Of a process that imports the library: from its own start on. */
export async function firstLibraryStart(samples) {
  const startFirst = async () => {
    const start = now();
    const { answered } = await startLibrary(1);
    return answered - start;
  };
  return alternate({ floor: startBare, product: startFirst }, samples, 1);
}

/** Of the tenth server in a process. */
export async function tenthLibraryStart(samples) {
  const startTenth = async () => (await startLibrary(10)).duration;
  return alternate({ floor: startBare, product: startTenth }, samples, 1);
}

/** Resolves once so many servers have been started and stopped, with how long the last one took. */
async function startLibrary(count) {
  const { message } = await forkReady(LIBRARY, [String(count)]);
  return message;
}

async function startBare() {
  const port = await freePort();
  return untilStopped([BARE_SERVER, String(port)], port, '/', ({ duration }) => duration);
}

const startProduct = () => withIdleProduct(({ duration }) => duration);

export async function idleMemory(samples) {
  const product = [];
  while (product.length < samples) {
    product.push(await withIdleProduct(({ pid }) => residentMegabytes(pid)));
  }
  return { product };
}

async function withIdleProduct(look) {
  const port = await freePort();
  return untilStopped([PROGRAM, '--port', String(port), '--ephemeral'], port, '/_mock/ready', look);
}

/** Starts a program, lets `look` see it once it answers, and stops it. */
async function untilStopped(args, port, path, look) {
  const start = now();
  const child = startNode(args);
  await firstAnswer(port, path, start + TIME_LIMIT_MS);
  const duration = now() - start;
  const seen = await look({ duration, pid: child.pid });
  await stop(child);
  return seen;
}

async function firstAnswer(port, path, deadline) {
  while ((await statusOf(port, path)) !== 200) {
    if (now() > deadline) throw new Error(`nothing answers 200 at ${path} within ${TIME_LIMIT_MS} ms`);
    await wait(POLL_MS);
  }
}

/** Null while nobody listens. */
function statusOf(port, path) {
  return new Promise((resolve) => {
    get({ host: '127.0.0.1', port, path, agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode);
    }).on('error', () => resolve(null));
  });
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

/** Of a process that has nothing more to do. */
export async function residentMegabytes(pid) {
  await wait(IDLE_MS);
  return residentKilobytes(pid) / 1024;
}

function residentKilobytes(pid) {
  if (process.platform === 'linux') {
    return Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]);
  }
  return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)]));
}
