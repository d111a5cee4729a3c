import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { clientRepository, push } from '../git.mjs';
import { Inbox } from '../inbox.mjs';
import { alternate } from '../measure.mjs';
import { forkReady } from '../owned.mjs';
import { Product } from '../product.mjs';

const HOOKS = 1_000;
const WARM_UPS = 1;
const POSTER = fileURLToPath(new URL('../floors/poster.mjs', import.meta.url));

/** Deliveries per second of one event to many hooks, beside a client that posts the same bytes and stores nothing. */
export async function fanOut(samples) {
  // One more than the rounds: the floor can only post what the product has posted before.
  const client = await clientRepository(1 + WARM_UPS + samples);
  const inbox = await Inbox.open();
  const product = await Product.start();
  const without = await product.repository('without-hooks');
  const hooked = await product.repository(
    'with-hooks',
    Array.from({ length: HOOKS }, (_, number) => `${inbox.url}/${number}`),
  );
  const { child: poster } = await forkReady(POSTER);

  const productRate = async (round) => {
    const duration = await deliveryTime(client, client.shas[round], { without, hooked }, inbox);
    await product.settled();
    return perSecond(duration);
  };
  await productRate(0);
  const request = await sameRequest(inbox);

  const sides = {
    floor: async () => {
      poster.send({ ...request, count: HOOKS });
      const [{ start }] = await once(poster, 'message');
      return perSecond((await inbox.holds(HOOKS)) - start);
    },
    product: (round) => productRate(1 + round),
  };
  return alternate(sides, samples, WARM_UPS);
}

/**
 * From the start of a push until the receiver holds every POST, less what the same push takes where there are no
 * hooks. So everything that the hooks cause counts: finding them, putting the deliveries on record, sending them.
 * Counting from the first POST would leave out the first two.
 */
async function deliveryTime(client, sha, { without, hooked }, inbox) {
  const plain = await push(client, sha, without.url);
  const { start } = await push(client, sha, hooked.url);
  return (await inbox.holds(HOOKS)) - start - (plain.end - plain.start);
}

/** What the product has just posted, without the headers that belong to the connection. */
async function sameRequest(inbox) {
  const { headers, body } = await inbox.last();
  const { host: _host, connection: _connection, 'content-length': _length, ...own } = headers;
  return { origin: inbox.url, headers: own, body };
}

const perSecond = (milliseconds) => (HOOKS / milliseconds) * 1_000;
