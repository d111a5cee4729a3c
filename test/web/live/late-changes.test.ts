import type { ServerResponse } from 'node:http';
import { expect, test } from 'vitest';
import { freePort } from '../../support/server/free-port.js';
import { start } from '../../support/server/start.js';
import { useBrowser } from '../../support/web/browser.js';

const browser = useBrowser();

test('after another start of the server, with an empty log, the live view shows that log', async () => {
  const settings = { port: await freePort() };
  const before = await start({ settings });
  for (const message of ['one', 'two'])
    await before.api.post('/_mock/repositories/demo/demo/commits').send({ message }).expect(201);
  const page = await browser.open(before.url);
  const lines = page.getByRole('article');
  await lines.nth(1).waitFor();
  await before.stop();
  const { api } = await start({ settings });
  const { body } = await api
    .post('/_mock/repositories/demo/demo/commits')
    .send({ branch: 'other', message: 'three' })
    .expect(201);
  await lines.getByText(body.sha.slice(0, 7)).waitFor();
  expect(await lines.count()).toBe(1);
});

test('the live view that is opened while the server is gone fills when it is back', async () => {
  const settings = { port: await freePort() };
  const before = await start({ settings });
  const page = await browser.open(before.url);
  await page.getByRole('heading', { name: 'Nothing has happened yet' }).waitFor();
  await page.getByRole('link', { name: 'Instruments' }).click();
  await page.getByRole('heading', { name: 'Instruments' }).waitFor();
  await before.stop();
  await page.getByRole('link', { name: 'Live' }).click();
  await page.getByText('reconnecting').waitFor();
  await start({ settings });
  await page.getByRole('heading', { name: 'Nothing has happened yet' }).waitFor();
  expect(await page.getByRole('alert').count()).toBe(0);
});

test('among failed events, one that fails late comes in where it belongs; r says why it cannot send again', async () => {
  const { url, hook, inbox, clone } = await start();
  const held: ServerResponse[] = [];
  inbox.answer = (_call, response) => void held.push(response);
  await hook({ url: inbox.url, push_events: true, retries: 'none' });
  await hook({ url: 'http://127.0.0.1:1/', push_events: false, tag_push_events: true, retries: 'none' });
  const page = await browser.open(`${url}/`);
  const work = await clone();
  await work.commit('first');
  await work.push();
  await page.locator('[data-key^="delivery-"]').focus();
  await page.keyboard.press('r');
  await page.getByRole('alert').waitFor();

  await page.goto(`${url}/?status=failed`);
  await work.git('tag', 'v1');
  await work.git('push', '--quiet', 'origin', 'v1');
  const lines = page.getByRole('article');
  await lines.getByText('v1', { exact: true }).waitFor();
  await expect.poll(() => held.length).toBe(1);
  for (const response of held) response.writeHead(500).end();
  await lines.nth(1).getByText('master', { exact: true }).waitFor();
  await lines.first().getByText('v1', { exact: true }).waitFor();
});

test('a delivery far down in the list is followed when it is sent again', async () => {
  const { url, api, hook, clone, settled } = await start();
  await api.put('/_sink/ci').send([{ status: 500 }, { status: 200 }]);
  const id = await hook({ url: `${url}/_sink/ci`, retries: 'none' });
  await api.post(`/api/v5/repos/demo/demo/hooks/${id}/tests`).expect(204);
  await settled();
  const work = await clone();
  await work.shell('for n in $(seq 60); do echo "create refs/tags/$n HEAD"; done | git update-ref --stdin');
  await work.git('push', '--quiet', 'origin', '--tags');
  const page = await browser.open(url);
  const lines = page.getByRole('article');
  await lines.first().hover();
  await expect
    .poll(async () => {
      await page.mouse.wheel(0, 1_000_000);
      return lines.getByText('failed').count();
    })
    .toBe(1);
  await api.post(`/_mock/deliveries/redeliver?hook=${id}&status=failed`).expect(202);
  await lines.getByText('delivered').waitFor();
});
