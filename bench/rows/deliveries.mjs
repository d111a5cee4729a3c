import { branchNames, clientRepository, push } from '../git.mjs';
import { hookUrls, Inbox } from '../inbox.mjs';
import { alternate, now } from '../measure.mjs';
import { temporaryFolder } from '../owned.mjs';
import { Product } from '../product.mjs';
import { residentMegabytes } from './process.mjs';
import { pushUntilHeld } from './pushes.mjs';

const WARM_UPS = 3;
/** One push moves so many branches, for so many hooks; ten pushes make 100,000 deliveries, of which no hook has more than 500. */
const BRANCHES = branchNames(50);
const HOOKS = 200;
const PUSHES = 10;
/** What a page of the log has when nobody asks for another size. */
const PAGE_LENGTH = 50;
const FILLED = 'many-deliveries';
const HANGING = 1_000;
/** A receiver that hangs is not given up while the clock runs. */
const LONG = { timeout: '1h' };

/** Made once, by the product itself, for all rows that want it. */
let filled = null;

/** What it takes when it has sent 100,000 deliveries, beside the same process when it had sent 10,000. */
export async function memoryOfDeliveries() {
  return (await filledFolder()).memory;
}

/** Both sides are the product; the floor has an empty log. */
export async function pushesBesideLog(samples) {
  const { data } = await filledFolder();
  return pushesOf({ floor: await Product.start(), product: await Product.start(data) }, samples);
}

/** Both sides are the product; the floor has two pages. */
export async function firstDeliveries(samples) {
  const { data } = await filledFolder();
  const small = await Product.start();
  await fillALittle(small);
  const large = await Product.start(data);
  return alternate({ floor: () => firstPage(small), product: () => firstPage(large) }, samples, WARM_UPS);
}

/** Both sides are the product, with as many hooks; in the floor each has a tenth of the deliveries. */
export async function firstHooks(samples) {
  const { data } = await filledFolder();
  const small = await Product.start();
  const pushOnce = await filling(small, { pushes: 1, hooks: HOOKS });
  await pushOnce();
  const large = await Product.start(data);
  const hooks = ({ url }) => firstOf(`${url}/api/v5/repos/atomgit/${FILLED}/hooks?per_page=${PAGE_LENGTH}`);
  return alternate({ floor: () => hooks(small), product: () => hooks(large) }, samples, WARM_UPS);
}

/** Both sides are the product; in the floor nobody hangs. */
export async function pushesBesideHanging(samples) {
  const product = await Product.start();
  await hang(product);
  return pushesOf({ floor: await Product.start(), product }, samples);
}

/** Every round pushes the next commit to a repository of its own on either side. Where somebody hangs, nothing settles. */
async function pushesOf(products, samples) {
  const client = await clientRepository(WARM_UPS + samples);
  const inbox = await Inbox.open();
  const side = async (product) => {
    const { url } = await product.repository('one-commit', [inbox.url]);
    return (round) => pushUntilHeld(client, client.shas[round], url, inbox);
  };
  const sides = { floor: await side(products.floor), product: await side(products.product) };
  return alternate(sides, samples, WARM_UPS);
}

function filledFolder() {
  filled ??= fill();
  return filled;
}

async function fill() {
  const data = temporaryFolder('filled');
  const product = await Product.start(data);
  const pushOnce = await filling(product, { pushes: PUSHES, hooks: HOOKS });
  await pushOnce();
  const before = await residentMegabytes(product.pid);
  for (let pushed = 1; pushed < PUSHES; pushed += 1) await pushOnce();
  const after = await residentMegabytes(product.pid);
  await product.stop();
  return { data, memory: { floor: [before], product: [after] } };
}

async function fillALittle(product) {
  const pushOnce = await filling(product, { pushes: 1, hooks: 2 });
  await pushOnce();
}

/** @returns what pushes once more to a repository with many hooks, and resolves when all deliveries are on record */
async function filling(product, { pushes, hooks }) {
  const client = await clientRepository(pushes);
  const inbox = await Inbox.open();
  const { url } = await product.repository(FILLED, hookUrls(inbox, hooks));
  const shas = client.shas.values();
  return async () => {
    await push(client, shas.next().value, url, BRANCHES);
    await inbox.holds(BRANCHES.length * hooks);
    await product.settled();
  };
}

const firstPage = ({ url }) => firstOf(`${url}/_mock/deliveries`);

async function firstOf(address) {
  const start = now();
  const response = await fetch(address);
  const answer = await response.json();
  const duration = now() - start;
  const { length } = answer.items ?? answer;
  if (length !== PAGE_LENGTH) throw new Error(`the first page of ${address} has ${length} entries`);
  return duration;
}

/** Resolves when a thousand receivers of one push have it and keep silent. */
async function hang(product) {
  const client = await clientRepository(1);
  const inbox = await Inbox.open();
  inbox.hang();
  const { url } = await product.repository('hanging', hookUrls(inbox, HANGING), LONG);
  await push(client, client.shas[0], url);
  // One that hangs keeps its slot for a second, and there are sixteen: the inbox has less patience than all of them take.
  for (let held = 0; held < HANGING; held += HANGING / 2) await inbox.holds(HANGING / 2);
}
