import { expect, test } from 'vitest';
import { start } from '../support/server/start.js';
import { useBrowser } from '../support/web/browser.js';

const browser = useBrowser();

/** What the JSON's tree names as its active line, read as assistive technology does; null if it is not on the page. */
const ACTIVE = `document.getElementById(
  document.querySelector('[role=tree]').getAttribute('aria-activedescendant'))?.textContent.trim() ?? null`;

test('the active line of JSON is there when it is scrolled away or lies in what is folded', async () => {
  const { url, hook, clone } = await start();
  await hook({ url: `${url}/_sink/ci` });
  const work = await clone();
  await work.commit('hello');
  await work.push();
  const page = await browser.open(url);
  await page.setViewportSize({ width: 1280, height: 500 });
  await page.getByRole('link', { name: /delivered 200/ }).click();
  const tree = page.getByRole('tree');
  const active = () => page.evaluate<string | null>(ACTIVE);
  await tree.getByText('"object_kind"').click();
  expect(await active()).toContain('"object_kind": "push"');

  await page.evaluate("document.querySelector('[role=tree]').scrollTo(0, 10_000)");
  await tree.getByText('"email"').waitFor();
  expect(await active()).toContain('"object_kind": "push"');

  await page.getByLabel('Search in this').fill('homepage');
  await expect.poll(active).toContain('"homepage"');
  await page.getByRole('button', { name: 'Fold all', exact: true }).click();
  await expect.poll(active).toMatch(/"repository": \{… \d+\}/);
  await tree.press('ArrowDown');
  await tree.press('ArrowUp');
  await tree.press('ArrowRight');
  await expect.poll(active).toMatch(/"repository": \{$/);
});
