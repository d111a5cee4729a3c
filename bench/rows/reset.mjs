import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { clientRepository, push } from '../git.mjs';
import { alternate, now } from '../measure.mjs';
import { temporaryFolder } from '../owned.mjs';
import { Product } from '../product.mjs';

const REPOSITORIES = 10;
const run = promisify(execFile);

/** Going back to ten repositories of twenty commits each, beside copying the folder that they lie in. */
export async function resetOfTen(samples) {
  const data = temporaryFolder('data');
  const product = await Product.start(data);
  const client = await clientRepository(20);
  for (let number = 0; number < REPOSITORIES; number += 1) {
    const { url } = await product.repository(`reset-${number}`, [`${product.url}/_sink/reset`]);
    await push(client, client.shas.at(-1), url);
  }
  await product.settled();
  await post(`${product.url}/_mock/snapshots/ten`);
  const measured = await alternate(
    {
      floor: async (round) => {
        const start = now();
        await run('cp', ['-r', `${data}/repositories`, `${temporaryFolder('copy')}/${round}`]);
        return now() - start;
      },
      product: async () => {
        const start = now();
        await post(`${product.url}/_mock/snapshots/ten/restore`);
        return now() - start;
      },
    },
    samples,
    2,
  );
  await product.stop();
  return measured;
}

async function post(url) {
  const response = await fetch(url, { method: 'POST' });
  const text = await response.text();
  if (!response.ok) throw new Error(`POST ${url} answers ${response.status}: ${text}`);
}
