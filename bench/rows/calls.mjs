import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { Pool } from 'undici';
import { importBranches } from '../git.mjs';
import { alternate, now, perSecond } from '../measure.mjs';
import { forkReady } from '../owned.mjs';
import { Product } from '../product.mjs';

const WARM_UPS = 3;
const FLOOR = fileURLToPath(new URL('../floors/fastify.mjs', import.meta.url));
const CONNECTIONS = 4;
const CALLS = 200;
const PULLS = 100;
const HOOKS = 20;

export const getUser = (samples) => callRate(samples, async () => '/api/v5/user');

export const getRepository = (samples) => callRate(samples, async ({ path }) => path);

export const listHooks = (samples) =>
  callRate(samples, async ({ product, api, path }) => {
    for (let number = 0; number < HOOKS; number += 1)
      await post(`${api}/hooks`, { url: `${product.url}/_sink/${number}` });
    return `${path}/hooks`;
  });

export const listPulls = (samples) =>
  callRate(samples, async ({ product, api, path, folder }) => {
    for (const head of await importBranches(folder, PULLS))
      await post(`${api}/pulls`, { title: `Add ${head}`, head, base: 'master' });
    await product.settled();
    return `${path}/pulls?per_page=${PULLS}`;
  });

/** Answers a second, beside a server that returns the same bytes without a look at anything. */
async function callRate(samples, prepare) {
  const product = await Product.start();
  const repository = await product.repository('calls');
  const path = await prepare({ product, path: '/api/v5/repos/atomgit/calls', ...repository });
  const response = await fetch(product.url + path);
  const body = await response.text();
  if (!response.ok) throw new Error(`GET ${path} answers ${response.status}: ${body}`);
  const { child, message } = await forkReady(FLOOR);
  child.send({ type: response.headers.get('content-type'), body });
  await once(child, 'message');
  const rate = (origin) => {
    const pool = new Pool(origin, { connections: CONNECTIONS });
    return async () => {
      const start = now();
      await Promise.all(Array.from({ length: CALLS }, () => get(pool, path)));
      return perSecond(CALLS, now() - start);
    };
  };
  return alternate({ floor: rate(message.url), product: rate(product.url) }, samples, WARM_UPS);
}

async function get(pool, path) {
  const { statusCode, body } = await pool.request({ path, method: 'GET' });
  await body.dump();
  if (statusCode !== 200) throw new Error(`GET ${path} answers ${statusCode}`);
}

async function post(url, fields) {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(fields),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`POST ${url} answers ${response.status}: ${text}`);
}
