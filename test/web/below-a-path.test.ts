import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { start } from '../support/server/start.js';
import { useBrowser } from '../support/web/browser.js';

const browser = useBrowser();

const PATH = '/atomgit';

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
