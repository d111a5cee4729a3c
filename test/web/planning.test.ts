import { expect, test } from 'vitest';
import { start } from '../support/server/start.js';
import { useBrowser } from '../support/web/browser.js';

const browser = useBrowser();

const HOSTILE = '<img src=x onerror=alert(1)>';
const REPO = '/api/v5/repos/demo/demo';

test('labels and milestones are created, put on an issue and a merge request, used as filters, changed and deleted', async () => {
  const { url, api } = await start();
  await api
    .post('/_mock/repositories/demo/demo/commits')
    .send({ branch: 'feature', files: { 'a.txt': 'new\n' }, message: 'A feature' })
    .expect(201);
  await api.post(`${REPO}/pulls`).send({ title: 'A feature', head: 'feature', base: 'master' }).expect(200);
  const page = await browser.open(`${url}/demo/demo/issues`);
  const dialog = page.getByRole('dialog');
  await page.getByRole('link', { name: 'Labels' }).click();
  await page.getByRole('heading', { name: 'There is no label' }).waitFor();
  await page.getByRole('button', { name: 'New label' }).click();
  await dialog.getByLabel('Name').fill(HOSTILE);
  await dialog.getByLabel('Colour').fill('#ff8800');
  await dialog.getByRole('button', { name: 'Create' }).click();
  await page.getByRole('link', { name: HOSTILE }).waitFor();
  expect(await page.locator('main img').count()).toBe(0);
  await page.getByRole('button', { name: `Edit label ${HOSTILE}` }).click();
  await dialog.getByLabel('Name').fill('bug/urgent');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('link', { name: 'bug/urgent' }).waitFor();

  await page.goto(`${url}/demo/demo/milestones`);
  await page.getByRole('button', { name: 'New milestone' }).click();
  await dialog.getByLabel('Title').fill('First');
  await dialog.getByLabel('Due on').fill('2030-01-31');
  await dialog.getByLabel('Description').fill('What **we** promised');
  await dialog.getByRole('button', { name: 'Create' }).click();
  await page.getByText('Due on 31 Jan 2030').waitFor();
  await page.locator('strong', { hasText: 'we' }).waitFor();

  await page.getByRole('link', { name: 'Issues', exact: true }).click();
  await page.getByRole('button', { name: 'New issue' }).click();
  await dialog.getByLabel('Title').fill('It breaks');
  await dialog.getByLabel('bug/urgent').check();
  await dialog.getByLabel('Milestone').selectOption('First');
  await dialog.getByRole('button', { name: 'Create' }).click();
  await page.getByRole('heading', { name: 'It breaks #1' }).waitFor();
  await page.getByRole('button', { name: 'Close', exact: true }).click();
  await page.getByRole('button', { name: 'Reopen' }).waitFor();

  await page.goto(`${url}/demo/demo/merge_requests/1`);
  await page.getByRole('button', { name: 'Edit' }).click();
  await dialog.getByLabel('bug/urgent').check();
  await dialog.getByLabel('New labels').fill('later');
  await dialog.getByLabel('Milestone').selectOption('First');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('link', { name: 'later' }).waitFor();
  const dot = page.getByRole('link', { name: 'bug/urgent' }).locator('.dot');
  expect(await dot.getAttribute('style')).toContain('rgb(255, 136, 0)');
  await page.getByRole('link', { name: 'bug/urgent' }).click();
  await page.getByRole('link', { name: 'A feature' }).waitFor();
  await page.getByRole('link', { name: 'Label: bug/urgent' }).click();
  expect(new URL(page.url()).searchParams.has('labels')).toBe(false);

  await page.goto(`${url}/demo/demo/milestones/1`);
  await page.getByText('1 of 1 issues closed').first().waitFor();
  await page.getByRole('link', { name: 'It breaks' }).waitFor();
  await page.getByRole('link', { name: 'A feature' }).waitFor();
  await page.getByRole('button', { name: 'Close', exact: true }).click();
  await page.getByRole('button', { name: 'Delete' }).click();
  await dialog.getByRole('button', { name: 'Delete milestone First' }).click();
  await page.getByRole('heading', { name: 'There is no such milestone' }).waitFor();
  await page.goto(`${url}/demo/demo/labels`);
  await page.getByRole('button', { name: 'Delete label bug/urgent' }).click();
  await dialog.getByRole('button', { name: 'Delete label bug/urgent' }).click();
  await page.getByRole('row', { name: 'bug/urgent' }).waitFor({ state: 'detached' });
  expect((await api.get(`${REPO}/labels`).expect(200)).body).toMatchObject([{ name: 'later' }]);
});

test('a tag is released in Chinese with a file, found by its address, changed and deleted', async () => {
  const { url, api } = await start();
  const page = await browser.open(`${url}/demo/demo/releases`, { locale: 'zh-CN' });
  const dialog = page.getByRole('dialog');
  await page.getByText('还没有发行版').waitFor();
  await page.getByRole('button', { name: '新建发行版' }).click();
  await dialog.getByLabel('标签', { exact: true }).fill('v1/beta');
  await dialog.getByLabel('名称').fill(`第一版 ${HOSTILE}`);
  await dialog.getByLabel('预发布').check();
  await dialog.getByRole('button', { name: '新建', exact: true }).click();
  await page.waitForURL(`${url}/demo/demo/releases/v1%2Fbeta`);
  await page.getByText('预发布', { exact: true }).waitFor();
  await page
    .getByLabel('上传附件')
    .setInputFiles({ name: 'a b.txt', mimeType: 'text/plain', buffer: Buffer.from('bytes') });
  const file = page.getByRole('link', { name: 'a b.txt' });
  await file.waitFor();
  const { text } = await api.get('/demo/demo/releases/v1%2Fbeta').expect(200);
  const [, address = ''] = /a b\.txt {2}(\S+)/.exec(text) ?? [];
  expect(await file.getAttribute('href')).toBe(address);
  expect(Buffer.from((await api.get(address.slice(url.length)).expect(200)).body).toString()).toBe('bytes');
  await page.getByRole('button', { name: '删除 a b.txt' }).click();
  await file.waitFor({ state: 'detached' });
  await page.getByRole('button', { name: '编辑' }).click();
  await dialog.getByLabel('描述').fill('*更好*');
  await dialog.getByRole('button', { name: '保存' }).click();
  await page.locator('em', { hasText: '更好' }).waitFor();
  await page.getByRole('button', { name: '删除', exact: true }).click();
  await dialog.getByRole('button', { name: /^删除发行版/ }).click();
  await page.getByText('还没有发行版').waitFor();
  await api.get('/demo/demo/releases/v1%2Fbeta').expect(404);
  expect((await api.get(`${REPO}/tags`).expect(200)).body).toMatchObject([{ name: 'v1/beta' }]);
});

test('a release whose tag is the id of another is changed, and the other one is not', async () => {
  const { url, api } = await start();
  for (const tag_name of ['2', 'other'])
    await api.post(`${REPO}/releases`).send({ tag_name, name: tag_name }).expect(200);
  const page = await browser.open(`${url}/demo/demo/releases/2`);
  await page.getByRole('button', { name: 'Edit' }).click();
  await page.getByRole('dialog').getByLabel('Name').fill('Two');
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await page.getByRole('heading', { name: 'Two' }).waitFor();
  expect((await api.get(`${REPO}/releases`).expect(200)).body).toMatchObject([
    { tag_name: 'other', name: 'other' },
    { tag_name: '2', name: 'Two' },
  ]);
});
