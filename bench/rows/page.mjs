import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { request } from 'undici';
import { launchChromium } from '../../test/support/web/chromium.ts';
import { copyDeliveries } from '../../test/support/server/many-deliveries.ts';
import { alternate, now } from '../measure.mjs';
import { forkReady, temporaryFolder } from '../owned.mjs';
import { Product } from '../product.mjs';

const WARM_UPS = 2;
const RECORDED = fileURLToPath(new URL('../floors/recorded.mjs', import.meta.url));
const LOGS = [100, 100_000];
const STREAM = '/_mock/stream';

/** Beside a server that sends the same bytes without a look at anything; the browser does the same on both sides. */
export async function firstView(samples) {
  const product = await logOf(1);
  return inBrowser(async (browser) => {
    const floor = await recorded(browser, product.url);
    const view = (url) => () => viewOf(browser, url);
    return alternate({ floor: view(floor), product: view(product.url) }, samples, WARM_UPS);
  });
}

/** Both sides are the product; the floor has two pages. */
export async function firstViewOfLongLog(samples) {
  const products = [];
  for (const count of LOGS) products.push(await logOf(count));
  return inBrowser((browser) => {
    const [floor, product] = products.map(
      ({ url }) =>
        () =>
          viewOf(browser, url),
    );
    return alternate({ floor, product }, samples, WARM_UPS);
  });
}

async function inBrowser(work) {
  const browser = await launchChromium();
  try {
    return await work(browser);
  } finally {
    await browser.close();
  }
}

/** Of somebody who comes for the first time: until the newest event is drawn with its delivery. */
async function viewOf(browser, url) {
  const context = await browser.newContext();
  const page = await context.newPage();
  const start = now();
  await page.goto(url, { waitUntil: 'commit' });
  await page.getByRole('article').first().getByText('delivered').waitFor();
  const duration = now() - start;
  await context.close();
  return duration;
}

/** A product with so many deliveries on record. */
async function logOf(count) {
  const data = temporaryFolder('data');
  const product = await Product.start(data);
  await product.repository('log', [`${product.url}/_sink/log`], { push_events: true });
  await product.commit('atomgit/log');
  await product.settled();
  await product.stop();
  copyDeliveries(data, count);
  return Product.start(data);
}

/** @returns the address of a server that answers what the page asks for as the product does */
async function recorded(browser, url) {
  const context = await browser.newContext();
  const page = await context.newPage();
  const asked = new Map();
  page.on('request', (one) =>
    asked.set(one.url().slice(url.length), one.isNavigationRequest() ? 'text/html' : '*/*'),
  );
  await page.goto(url);
  await page.getByRole('article').first().waitFor();
  await context.close();
  asked.delete(STREAM);
  const answers = await Promise.all([...asked].map(([path, accept]) => answerOf(url, path, accept)));
  const { child, message } = await forkReady(RECORDED);
  child.send(answers);
  await once(child, 'message');
  return message.url;
}

async function answerOf(url, path, accept) {
  const { statusCode, headers, body } = await request(url + path, {
    headers: { accept, 'accept-encoding': 'gzip' },
  });
  const { connection: _, 'keep-alive': _kept, 'transfer-encoding': _encoding, ...kept } = headers;
  return {
    path,
    status: statusCode,
    headers: kept,
    body: Buffer.from(await body.arrayBuffer()).toString('base64'),
  };
}
