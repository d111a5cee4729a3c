import { writeFile } from 'node:fs/promises';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { start } from '../support/server/start.js';
import { useBrowser } from '../support/web/browser.js';

const browser = useBrowser();

const PATH = '/atomgit';
/** A picture of one pixel. */
const DOT = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/** A server that has another below a path, as reverse proxies do. @returns its address, and what it was asked outside that path */
async function proxied(target: () => string) {
  const outside: string[] = [];
  const proxy = createServer((asked, answer) => {
    const { url = '', method, headers } = asked;
    if (!url.startsWith(`${PATH}/`)) {
      outside.push(url);
      answer.writeHead(404).end();
      return;
    }
    const passed = request(target() + url.slice(PATH.length), { method, headers }, (answered) => {
      answer.writeHead(answered.statusCode ?? 502, answered.headers);
      answered.pipe(answer);
    });
    passed.on('error', () => answer.destroy());
    asked.pipe(passed);
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    proxy.closeAllConnections();
    proxy.close();
  });
  const { port } = proxy.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}${PATH}`, outside };
}

test('behind a proxy, the page works below any path: its files, links, calls and what is copied', async () => {
  let target = '';
  const { url, outside } = await proxied(() => target);
  const server = await start({ settings: { publicUrl: url } });
  target = server.localUrl;
  const page = await browser.open(`${url}/`);
  await page.getByText(`git clone ${url}/demo/demo.git`).waitFor();
  await page.getByRole('button', { name: 'Make the first webhook' }).click();
  await page.getByRole('link', { name: /delivered 200/ }).click();
  await page.getByRole('treeitem', { name: '"object_kind": "push"' }).waitFor();
  await page.getByRole('link', { name: 'Repositories' }).click();
  await page.getByRole('link', { name: 'demo/demo' }).click();
  await page.waitForURL(`${url}/demo/demo`);
  await page.getByRole('link', { name: 'README.md' }).click();
  await page.waitForURL(`${url}/demo/demo/blob/master/README.md`);
  await page.reload();
  await page.getByRole('link', { name: 'Issues' }).click();
  await page.getByRole('button', { name: 'New issue' }).click();
  await page.getByRole('dialog').getByLabel('Title').fill('It works below a path');
  await page.getByRole('dialog').getByRole('button', { name: 'Create' }).click();
  await page.waitForURL(`${url}/demo/demo/issues/1`);
  await page.keyboard.press('/');
  await page.keyboard.type('below');
  await page.getByRole('option', { name: 'It works below a path' }).waitFor();
  await page.goto(`${url}/demo/demo/issues?state=all`);
  await page.getByRole('link', { name: 'Closed' }).click();
  await page.waitForURL(`${url}/demo/demo/issues?state=closed`);
  expect(outside).toEqual([]);
  // Whoever asks the server itself finds it at its root.
  await page.goto(`${target}/demo/demo/issues/1`);
  await page.getByRole('link', { name: 'Live' }).click();
  await page.waitForURL(`${target}/`);
  await page.getByRole('article').first().waitFor();
});

test('behind a proxy and in strict, what the browser opens or saves by itself leads to the server with the token', async () => {
  let target = '';
  const { url, outside } = await proxied(() => target);
  const { api, localUrl, clone, hook, remote, settled } = await start({
    settings: { publicUrl: url, auth: 'strict' },
  });
  target = localUrl;
  const owner = { 'PRIVATE-TOKEN': 'atomgit-token' };
  await api.patch('/api/v5/repos/demo/demo').set(owner).send({ private: true }).expect(200);
  await hook({ url: `${localUrl}/_sink/ci`, push_events: true });
  const work = await clone();
  await writeFile(join(work.folder, 'dot.png'), DOT);
  await writeFile(
    join(work.folder, 'README.md'),
    '![dot](dot.png#a) ![other](../../../../../../other.png)\n',
  );
  await work.git('add', '.');
  await work.commit('A picture');
  await work.git('tag', 'v1');
  await work.git('push', '--quiet', remote('demo/demo', 'token:atomgit-token'), 'master', 'v1');
  await settled();

  const page = await browser.open(`${url}/demo/demo`, { permissions: ['clipboard-read', 'clipboard-write'] });
  await page.getByLabel('Token').fill('atomgit-token');
  await page.getByRole('button', { name: 'Use it' }).click();
  const opened = async (name: string) => {
    const link = page.getByRole('link', { name, exact: true });
    await link.waitFor();
    return fetch(new URL((await link.getAttribute('href')) ?? '', page.url()));
  };
  const copied = () => page.evaluate<string>('navigator.clipboard.readText()');
  await page.getByRole('img', { name: 'dot' }).scrollIntoViewIfNeeded();
  await expect.poll(() => page.evaluate<number>("document.querySelector('main img').naturalWidth")).toBe(1);
  expect(await page.getByRole('link', { name: 'other' }).getAttribute('href')).toBe('/other.png');
  await page.getByRole('link', { name: 'Tags' }).click();
  expect((await opened('v1.zip')).status).toBe(200);
  await page.getByRole('link', { name: 'Instruments' }).click();
  const docs = await opened('API');
  expect(docs.status).toBe(200);
  for (const [, href = ''] of (await docs.text()).matchAll(/href="([^"]+)"/g))
    expect.soft((await fetch(new URL(href, docs.url))).status, href).toBe(200);

  await page.goto(`${url}/demo/demo/hooks/1`);
  await page
    .getByRole('link', { name: /delivered 200/ })
    .first()
    .click();
  await page.waitForURL(`${url}/-/deliveries/*`);
  expect((await opened('The schema')).status).toBe(200);
  await page.getByRole('button', { name: 'pytest' }).click();
  await page.getByText('Copied').waitFor();
  expect(await copied()).toContain('/wait?{query}&access_token=atomgit-token"');
  await page.getByRole('treeitem', { name: '"object_kind": "push"' }).click();
  await page.getByRole('button', { name: 'Copy: Wait call' }).click();
  const [, wait = ''] = /^curl '(.*)'$/.exec(await copied()) ?? [];
  expect((await fetch(wait)).status).toBe(200);
  expect(outside).toEqual([]);
});

test('below a path, a link to another site of the same host leaves the page', async () => {
  let target = '';
  const { url, outside } = await proxied(() => target);
  const { api, localUrl } = await start({ settings: { publicUrl: url } });
  target = localUrl;
  const other = new URL('/other/page', url).href;
  const issue = { repo: 'demo', title: 'Elsewhere', body: `[there](${other})` };
  await api.post('/api/v5/repos/demo/issues').send(issue).expect(200);
  const page = await browser.open(`${url}/demo/demo/issues/1`);
  await page.getByRole('link', { name: 'there' }).click();
  await page.waitForURL(other);
  await expect.poll(() => outside).toContain('/other/page');
});
