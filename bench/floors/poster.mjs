// Posts the same request many times over as many connections as the product has slots, and stores nothing.
import { Pool } from 'undici';
import { now } from '../measure.mjs';

const CONNECTIONS = 16;
let pool;

process.on('message', async ({ origin, headers, body, count }) => {
  pool ??= new Pool(origin, { connections: CONNECTIONS });
  process.send({ start: now() });
  const posts = Array.from({ length: count }, (_, number) => post(`/${number}`, headers, body));
  await Promise.all(posts);
});

async function post(path, headers, body) {
  const response = await pool.request({ path, method: 'POST', headers, body });
  await response.body.dump();
}

process.on('disconnect', () => process.exit());
process.send('ready');
