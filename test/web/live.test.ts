import { expect, test } from 'vitest';
import { start } from '../support/server/start.js';
import { useBrowser } from '../support/web/browser.js';

const browser = useBrowser();

test('the empty page shows three commands, and a push appears without a reload', async () => {
  const { url, hook, inbox, clone } = await start();
  await hook({ url: inbox.url, push_events: true });
  const page = await browser.open(url);
  await page.getByRole('heading', { name: 'Nothing has happened yet' }).waitFor();
  expect(await page.locator('ol code').allTextContents()).toEqual([
    `git clone ${url}/demo/demo.git`,
    `curl ${url}/api/v5/repos/demo/demo/hooks -d url=http://127.0.0.1:8000/`,
    'git -C demo commit --allow-empty -m hello && git -C demo push',
  ]);
  const work = await clone();
  const sha = await work.commit('hello');
  await work.push();
  const line = page.getByRole('article').filter({ hasText: 'pushed 1 commit to demo/demo' });
  await line.getByText(sha.slice(0, 7)).waitFor();
  const delivery = line.getByRole('link', { name: inbox.url });
  await delivery.getByText('delivered').waitFor();
  await delivery.getByText('200').waitFor();
});
