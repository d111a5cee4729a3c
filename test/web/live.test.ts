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
  await page.getByRole('article').getByText('200').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('complementary').waitFor({ state: 'detached' });
  expect(new URL(page.url()).search).toBe('');
  await page.keyboard.press('p');
  await page.getByRole('button', { name: 'Resume' }).waitFor();
  await api.post(`/api/v5/repos/demo/demo/hooks/${id}/tests`).expect(204);
  await page.getByRole('button', { name: '1 new' }).click();
  expect(await page.getByRole('article').count()).toBe(2);
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

test('the live view keeps up with hundreds of events at once', async () => {
  const { url, hook, clone, settled } = await start();
  await hook({ url: `${url}/_sink/ci`, push_events: true });
  const page = await browser.open(url);
  await page.getByRole('heading', { name: 'Nothing has happened yet' }).waitFor();
  const work = await clone();
  await work.shell(
    'for n in $(seq 400); do echo "create refs/heads/b$n HEAD"; done | git update-ref --stdin',
  );
  await work.git('push', '-q', 'origin', '--all');
  await settled();
  // All are there: the list is as long as that, though only what is seen is drawn.
  await page.waitForFunction('document.querySelector("section > div").clientHeight > 400 * 50');
  await page.getByRole('article').first().getByText('delivered').waitFor();
  expect(await page.getByRole('article').count()).toBeLessThan(60);
});
