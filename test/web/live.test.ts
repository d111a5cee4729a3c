import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { copyDeliveries } from '../support/server/many-deliveries.js';
import { start } from '../support/server/start.js';
import { useBrowser } from '../support/web/browser.js';

const browser = useBrowser();

/** Resolves once the list has room for so many events, drawn or not. */
const longerThan = (page: Page, events: number) =>
  expect
    .poll(() => page.evaluate<number>('document.querySelector("section > div").clientHeight'))
    .toBeGreaterThan(events * 50);

/** What is loaded of scripts before there is anything to see, in bytes on the wire. */
const SCRIPTS = `performance.getEntriesByType('resource').filter(({ name }) => name.endsWith('.js'))
  .reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0)`;

test('the empty page is a small load and shows three commands, a push appears without a reload, and a reset takes it away', async () => {
  const { url, api, hook, inbox, clone } = await start();
  await hook({ url: inbox.url, push_events: true });
  const page = await browser.open(url);
  await page.getByRole('heading', { name: 'Nothing has happened yet' }).waitFor();
  expect(await page.locator('ol code').allTextContents()).toEqual([
    `git clone ${url}/demo/demo.git`,
    `curl ${url}/api/v5/repos/demo/demo/hooks -d url=http://127.0.0.1:8000/`,
    'git -C demo commit --allow-empty -m hello && git -C demo push',
  ]);
  const loaded = await page.evaluate<number>(SCRIPTS);
  expect(loaded).toBeGreaterThan(10_000);
  expect(loaded).toBeLessThan(250_000);
  const work = await clone();
  const sha = await work.commit('hello');
  await work.push();
  const line = page.getByRole('article').filter({ hasText: 'pushed 1 commit to demo/demo' });
  await line.getByText(sha.slice(0, 7)).waitFor();
  const delivery = line.getByRole('link', { name: inbox.url });
  await delivery.getByText('delivered').waitFor();
  await delivery.getByText('200', { exact: true }).waitFor();

  await api.post('/_mock/reset').expect(200);
  await page.getByRole('heading', { name: 'Nothing has happened yet' }).waitFor();
  await api.post('/_mock/repositories/demo/demo/commits').send({ message: 'again' }).expect(201);
  await page.getByRole('article').getByText('no hook is registered').waitFor();
  expect(await page.getByRole('article').getByText('delivered').count()).toBe(0);
});

test('in strict the commands carry the token that the page was given', async () => {
  const { url } = await start({ settings: { auth: 'strict' } });
  const page = await browser.open(url);
  await page.getByLabel('Token').fill('atomgit-token');
  await page.getByRole('button', { name: 'Use it' }).click();
  await page.locator('ol code').first().waitFor();
  const [clone, register] = await page.locator('ol code').allTextContents();
  expect(clone).toBe(`git clone ${url.replace('://', '://token:atomgit-token@')}/demo/demo.git`);
  expect(register).toContain(`curl -H 'PRIVATE-TOKEN: atomgit-token' ${url}/api/v5/repos/demo/demo/hooks`);
});

test('in strict what the browser opens or saves by itself carries that token, too', async () => {
  const { api, url, clone } = await start({ settings: { auth: 'strict' } });
  const owner = { 'PRIVATE-TOKEN': 'atomgit-token' };
  await api.patch('/api/v5/repos/demo/demo').set(owner).send({ private: true }).expect(200);
  const sha = await (await clone()).sha();
  const page = await browser.open(`${url}/demo/demo/commits/${sha}`);
  await page.getByLabel('Token').fill('atomgit-token');
  await page.getByRole('button', { name: 'Use it' }).click();
  const opened = async (name: string) => {
    const link = await page.getByRole('link', { name, exact: true }).getAttribute('href');
    const answer = await fetch(new URL(link ?? '', url));
    return `${answer.status} ${(await answer.text()).slice(0, 5)}`;
  };
  await page.getByRole('link', { name: 'Raw diff' }).waitFor();
  expect(await opened('Raw diff')).toBe('200 diff ');
  expect(await opened('Patch')).toBe('200 From ');
  await page.goto(`${url}/demo/demo/blob/master/README.md`);
  await page.getByRole('link', { name: 'Raw', exact: true }).waitFor();
  expect(await opened('Raw')).toMatch(/^200 /);
});

test('the first webhook is one click away, in Chinese too, and its payload is beside it', async () => {
  const { url } = await start();
  const page = await browser.open(url, { locale: 'zh-CN' });
  await page.getByRole('button', { name: '发出第一个 Webhook' }).click();
  await page.getByRole('link', { name: /已送达 200/ }).click();
  await page.getByRole('treeitem', { name: '"object_kind": "push"' }).waitFor();
  expect(new URL(page.url()).searchParams.get('delivery')).toMatch(/^[0-9a-f-]{36}$/);
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByRole('tab', { name: 'Response' }).click();
  await page.getByText('HTTP 200').waitFor();
  await page.getByRole('button', { name: 'Theme: as the system' }).click();
  expect(await page.locator('html').getAttribute('data-theme')).toBe('light');
});

test('a Test Hook that failed is found and sent again with the keys alone', async () => {
  const { url, api, hook } = await start();
  await api.put('/_sink/ci').send([{ status: 500 }, { status: 200 }]);
  const id = await hook({ url: `${url}/_sink/ci`, retries: 'none' });
  await api.post(`/api/v5/repos/demo/demo/hooks/${id}/tests`).expect(204);
  const page = await browser.open(url);
  await page.getByRole('article').getByText('failed').waitFor();
  await page.keyboard.press('j');
  await page.locator('[data-key^="event-"]:focus').waitFor();
  await page.keyboard.press('j');
  await page.locator('[data-key^="delivery-"]:focus').waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('tab', { name: 'Attempts' }).waitFor();
  await page.keyboard.press('r');
  await page.getByRole('complementary').getByText('delivered').waitFor();
  await page.getByRole('article').getByText('200', { exact: true }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('complementary').waitFor({ state: 'detached' });
  expect(new URL(page.url()).search).toBe('');
  await page.keyboard.press('p');
  await page.getByRole('button', { name: 'Resume' }).waitFor();
  await api.post(`/api/v5/repos/demo/demo/hooks/${id}/tests`).expect(204);
  await page.getByRole('button', { name: '1 new' }).click();
  expect(await page.getByRole('article').count()).toBe(2);
});

test('two deliveries are marked and compared, and one is sent again on a page of its own, with the keys alone', async () => {
  const { url, api, hook } = await start();
  await api.put('/_sink/ci').send([{ status: 500 }, { status: 500 }, { status: 200 }]);
  const id = await hook({ url: `${url}/_sink/ci`, retries: 'none' });
  for (const asked of [{}, { event: 'push_events' }])
    await api.post(`/api/v5/repos/demo/demo/hooks/${id}/tests`).send(asked).expect(204);
  const page = await browser.open(url);
  await page.getByRole('article').nth(1).getByText('failed').waitFor();
  const focused = page.locator('[data-key^="delivery-"]:focus');
  const press = async (...keys: string[]) => {
    for (const key of keys) await page.keyboard.press(key);
  };
  await press('j');
  await page.locator('[data-key^="event-"]:focus').waitFor();
  await press('j');
  await focused.waitFor();
  await press('m');
  await page.getByText(/^[0-9a-f]{8} marked/).waitFor();
  await press('j');
  await page.locator('[data-key^="event-"]:focus').waitFor();
  await press('j');
  await focused.waitFor();
  await press('m');
  const pane = page.getByRole('complementary');
  await pane.getByRole('tab', { name: 'Compare', selected: true }).waitFor();
  await pane.locator('.removed', { hasText: '"object_kind": "push"' }).waitFor();
  await page.getByRole('tab', { name: 'Attempts' }).click();
  await pane.getByText(/^connect \d+ ms$/).waitFor();
  await pane.getByText(/^wait \d+ ms$/).waitFor();
  await pane.getByRole('heading').getByRole('link').focus();
  await press('Enter');
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.getByText('failed', { exact: true }).first().waitFor();
  expect(new URL(page.url()).pathname).toMatch(/^\/-\/deliveries\//);
  await press('r');
  await page.getByText('delivered', { exact: true }).waitFor();
});

test('names and messages from repositories are text, whatever they hold', async () => {
  const { url, hook, inbox, clone, api } = await start();
  await hook({ url: inbox.url, push_events: true, merge_requests_events: true });
  const hostile = '<img/src=x/onerror=document.title=1>';
  const work = await clone();
  await work.git('checkout', '-q', '-b', hostile);
  await work.commit(`${hostile}<script>document.title=1</script>`);
  await work.push(hostile);
  const title = `${hostile} "><svg onload=document.title=1>`;
  await api.post('/api/v5/repos/demo/demo/pulls').send({ title, head: hostile, base: 'master' }).expect(200);
  const page = await browser.open(url);
  await page.getByText(title).waitFor();
  await page
    .getByRole('link', { name: /delivered 200/ })
    .first()
    .click();
  await page
    .getByRole('treeitem', { name: /onerror/ })
    .first()
    .waitFor();
  expect(await page.locator('img, main svg[onload], main script').count()).toBe(0);
  expect(await page.title()).toBe('Live · atomgit-mock');
});

test(
  'the live view keeps up with five hundred events in a row; while it is paused it counts them and stays where it is',
  { timeout: 180_000 },
  async () => {
    const { url, api, hook, clone, settled } = await start({ settings: { keepDeliveries: 1_000 } });
    await hook({ url: `${url}/_sink/ci`, push_events: true });
    const page = await browser.open(url);
    await page.getByRole('heading', { name: 'Nothing has happened yet' }).waitFor();
    const work = await clone();
    const push = async (name: string) => {
      const create = `for n in $(seq 100); do echo "create refs/heads/${name}/$n HEAD"; done`;
      await work.shell(`${create} | git update-ref --stdin`);
      await work.git('push', '--quiet', 'origin', `refs/heads/${name}/*`);
    };
    const newest = async () =>
      `event-${(await api.get('/_mock/events?limit=1').expect(200)).body.items[0].id}`;
    const first = page.getByRole('article').first();
    for (const name of ['a', 'b', 'c']) await push(name);
    const shown = await newest();
    await first.locator(`[data-key="${shown}"]`).waitFor();
    await page.keyboard.press('p');
    for (const name of ['d', 'e']) await push(name);
    const news = page.getByRole('button', { name: '200 new', exact: true });
    await news.waitFor();
    await first.locator(`[data-key="${shown}"]`).waitFor();
    await settled();
    await news.click();
    await first.locator(`[data-key="${await newest()}"]`).waitFor();
    await first.getByText('delivered').waitFor();
    // The list is as long as that, though only what is seen is drawn.
    await longerThan(page, 450);
    expect(await page.getByRole('article').count()).toBeLessThan(60);
  },
);

test('of a log of a hundred thousand deliveries only what is seen is read and drawn', async () => {
  const before = await start();
  await before.hook({ url: `${before.url}/_sink/ci`, push_events: true });
  const work = await before.clone();
  await work.commit('hello');
  await work.push();
  await before.settled();
  await before.stop();
  copyDeliveries(before.dataFolder, 100_000);
  const { url } = await start({ settings: { data: before.dataFolder } });
  const page = await browser.open(url);
  const articles = page.getByRole('article');
  await articles.first().getByText('delivered').waitFor();
  await articles.first().hover();
  for (const pages of [2, 3]) {
    await page.mouse.wheel(0, 1_000_000);
    await longerThan(page, pages * 50);
  }
  expect(await articles.count()).toBeLessThan(60);
  await page.getByLabel('Outcome').selectOption('failed');
  await page.getByRole('heading', { name: 'Nothing that happened matches these filters' }).waitFor();
});
