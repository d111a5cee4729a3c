import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { branchNames, clientRepository, push } from '../git.mjs';
import { hookUrls, Inbox } from '../inbox.mjs';
import { alternate, perSecond } from '../measure.mjs';
import { forkReady } from '../owned.mjs';
import { Product } from '../product.mjs';

const WARM_UPS = 1;
const POSTER = fileURLToPath(new URL('../floors/poster.mjs', import.meta.url));

/** One event to many hooks. */
export const fanOut = (samples) => deliveryRate({ hooks: 1_000, events: 1 }, samples);

/** So many that what is done once in a push no longer counts, and what is kept in memory is used up. */
export const sustainedDeliveries = (samples) => deliveryRate({ hooks: 200, events: 50 }, samples);

/** Deliveries per second of one push, beside a client that posts the same bytes and stores nothing. */
async function deliveryRate({ hooks, events }, samples) {
  // One more than the rounds: the floor can only post what the product has posted before.
  const client = await clientRepository(1 + WARM_UPS + samples);
  const inbox = await Inbox.open();
  const product = await Product.start();
  const without = await product.repository('without-hooks');
  const hooked = await product.repository('with-hooks', hookUrls(inbox, hooks));
  const { child: poster } = await forkReady(POSTER);
  const count = hooks * events;
  const branches = branchNames(events);

  /**
   * From the start of a push until the receiver holds every POST, less what the same push takes where there are no
   * hooks. So everything that the hooks cause counts: finding them, putting the deliveries on record, sending them.
   * Counting from the first POST would leave out the first two.
   */
  const deliveryTime = async (sha) => {
    const plain = await push(client, sha, without.url, branches);
    const { start } = await push(client, sha, hooked.url, branches);
    return (await inbox.holds(count)) - start - (plain.end - plain.start);
  };
  const productRate = async (round) => {
    const duration = await deliveryTime(client.shas[round]);
    await product.settled();
    return perSecond(count, duration);
  };
  await productRate(0);
  const request = await sameRequest(inbox);

  const sides = {
    floor: async () => {
      poster.send({ ...request, count });
      const [{ start }] = await once(poster, 'message');
      return perSecond(count, (await inbox.holds(count)) - start);
    },
    product: (round) => productRate(1 + round),
  };
  return alternate(sides, samples, WARM_UPS);
}

/** What the product has just posted, without the headers that belong to the connection. */
async function sameRequest(inbox) {
  const { headers, body } = await inbox.last();
  const { host: _host, connection: _connection, 'content-length': _length, ...own } = headers;
  return { origin: inbox.url, headers: own, body };
}
