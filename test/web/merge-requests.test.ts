import { expect, test } from 'vitest';
import { start } from '../support/server/start.js';
import { useBrowser } from '../support/web/browser.js';

const browser = useBrowser();

test('a merge request is opened, discussed and merged by clicks, and one that conflicts names the files', async () => {
  const { url, api } = await start();
  const commits = '/_mock/repositories/demo/demo/commits';
  await api.post(commits).send({ branch: 'feature', files: { 'a.txt': 'new\n' }, message: 'A feature' });
  await api.post(commits).send({ branch: 'other', files: { 'a.txt': 'other\n' }, message: 'Another' });
  const page = await browser.open(`${url}/demo/demo/merge_requests`);
  await page.getByRole('heading', { name: 'There is no such merge request' }).waitFor();
  await page.getByRole('button', { name: 'New merge request' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Source branch').fill('feature');
  await dialog.getByLabel('Target branch').fill('master');
  await dialog.getByLabel('Title').fill('A feature');
  await dialog.getByLabel('Description').fill('It is **good**<img src=x onerror=alert(1)>');
  await dialog.getByRole('button', { name: 'Create' }).click();
  await page.getByRole('heading', { name: 'A feature !1' }).waitFor();
  await page.locator('strong', { hasText: 'good' }).waitFor();
  expect(await page.locator('main img').count()).toBe(0);
  await page.getByLabel('Write a comment').fill('Looks good');
  await page.getByRole('button', { name: 'Comment' }).click();
  await page.getByText('Looks good').waitFor();
  await page.getByRole('link', { name: 'Changes' }).click();
  await page.getByRole('article', { name: 'a.txt' }).waitFor();
  await page.getByRole('link', { name: 'Overview' }).click();
  await page.getByRole('button', { name: 'Close', exact: true }).click();
  await page.getByRole('button', { name: 'Reopen' }).click();
  await page.getByRole('button', { name: 'Merge', exact: true }).click();
  const box = page.getByRole('region', { name: 'Merge', exact: true });
  await box.getByText(/^\s*Merged/).waitFor();
  expect((await api.get('/api/v5/repos/demo/demo/pulls/1').expect(200)).body.state).toBe('merged');

  await api.post('/api/v5/repos/demo/demo/pulls').send({ title: 'Late', head: 'other', base: 'master' });
  await page.goto(`${url}/demo/demo/merge_requests/2`);
  await box.getByText('a.txt').waitFor();
  await page.goto(`${url}/demo/demo/merge_requests?state=all`);
  await page.getByRole('link', { name: 'Late' }).waitFor();
  expect((await api.get('/demo/demo/merge_requests').expect(200)).text).toContain('!2  Late');
});

test('an issue is opened, commented on, assigned and closed by clicks, and a release shows', async () => {
  const { url, api } = await start();
  const page = await browser.open(`${url}/demo/demo/issues`);
  await page.getByRole('button', { name: 'New issue' }).click();
  await page.getByRole('dialog').getByLabel('Title').fill('It breaks');
  await page.getByRole('dialog').getByRole('button', { name: 'Create' }).click();
  await page.getByRole('heading', { name: 'It breaks #1' }).waitFor();
  await page.getByLabel('Write a comment').fill('Here, too');
  await page.getByRole('button', { name: 'Comment' }).click();
  await page.getByText('Here, too').waitFor();
  await page.getByRole('button', { name: 'Edit' }).click();
  await page.getByRole('dialog').getByLabel('Assignee').fill('atomgit');
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await page.getByText('Assignee: atomgit').waitFor();
  await page.getByRole('button', { name: 'Close', exact: true }).click();
  await page.getByRole('button', { name: 'Reopen' }).waitFor();
  const { body } = await api.get('/api/v5/repos/demo/demo/issues/1').expect(200);
  expect(body).toMatchObject({ state: 'closed', comments: 1, assignee: { login: 'atomgit' } });
  await api
    .post('/api/v5/repos/demo/demo/releases')
    .send({ tag_name: 'v1', name: 'First', body: '*new*' })
    .expect(200);
  await page.getByRole('link', { name: 'Releases' }).click();
  await page.getByRole('heading', { name: 'First' }).waitFor();
  expect((await api.get('/demo/demo/releases').expect(200)).text).toContain('v1  (First)');
  expect((await api.get('/demo/demo/issues').expect(200)).text).toContain('#1  It breaks');
});

test('a drag out of a dialog leaves it open, a click beside it closes it', async () => {
  const { url } = await start();
  const page = await browser.open(`${url}/demo/demo/issues`);
  await page.getByRole('button', { name: 'New issue' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Title').fill('A text to be marked');
  await dialog.getByLabel('Title').hover();
  await page.mouse.down();
  await page.mouse.move(5, 400);
  await page.mouse.up();
  expect(await dialog.getByLabel('Title').inputValue()).toBe('A text to be marked');
  await page.mouse.click(5, 400);
  await dialog.waitFor({ state: 'detached' });
});
