import { expect, test } from 'vitest';
import { start } from '../support/server/start.js';
import { useBrowser } from '../support/web/browser.js';

const browser = useBrowser();

test('a webhook is registered, tested, and its failed delivery sent again, with the keyboard only', async () => {
  const { url, inbox, api } = await start();
  const page = await browser.open(`${url}/demo/demo/hooks`);
  await page.getByRole('button', { name: 'New webhook' }).focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'New webhook' });
  await dialog.getByLabel('URL').focus();
  await page.keyboard.type(inbox.url);
  await dialog.getByText(`${inbox.url.length}/1024`).waitFor();
  await page.keyboard.press('Tab');
  await page.keyboard.type('s3cret');
  await dialog.getByText('6/100').waitFor();
  await dialog.getByLabel('Tag push events').focus();
  await page.keyboard.press('Space');
  await dialog.getByLabel('Description').focus();
  await page.keyboard.type('The CI');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Webhook 1' }).waitFor();
  const plain = await api.get('/demo/demo/hooks/1').expect(200);
  expect(plain.text).toContain(`demo/demo: webhook 1  ${inbox.url}  push_events, tag_push_events\nThe CI\n`);
  expect((await api.get('/demo/demo/hooks').expect(200)).text).not.toContain('s3cret');
  await api.get('/demo/demo/hooks/2').expect(404);
  const { body: hook } = await api.get('/_mock/hooks/1').expect(200);
  expect(hook).toMatchObject({ push_events: true, tag_push_events: true, description: 'The CI' });

  inbox.answer = (_call, response) => void response.writeHead(500).end();
  await page.getByRole('button', { name: 'Test Hook' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog', { name: 'Test Hook' }).getByLabel('Push events', { exact: true }).focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('Enter');
  const deliveries = page.getByRole('region', { name: 'Deliveries' });
  await deliveries.getByText('failed', { exact: true }).waitFor();
  await deliveries.getByText('500', { exact: true }).waitFor();
  const refused = await inbox.next();
  expect(refused.headers['x-atomgit-token']).toBe('s3cret');

  inbox.answer = (_call, response) => void response.end('ok');
  await page.getByRole('button', { name: 'Redeliver what failed' }).focus();
  await page.keyboard.press('Enter');
  await deliveries.getByText('delivered', { exact: true }).waitFor();
  const { body, headers } = await inbox.next();
  expect(body).toEqual(refused.body);
  expect(headers['x-atomgit-delivery']).toBe(refused.headers['x-atomgit-delivery']);

  await page.getByRole('button', { name: 'Delete' }).focus();
  await page.keyboard.press('Enter');
  await page
    .getByRole('dialog')
    .getByRole('button', { name: `Delete ${inbox.url}` })
    .focus();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'There is no webhook' }).waitFor();
});
