import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { start } from '../support/server/start.js';
import { useBrowser } from '../support/web/browser.js';

const browser = useBrowser();

const HOSTILE = '<img src=x onerror=alert(1)>';
const README = `# demo

${HOSTILE} and <script>alert(1)</script>

[bad](javascript:alert(1)) [good](docs/guide.md) **bold**

| a | b |
| - | - |
| 1 | 2 |
`;

test('code is read from the README to a line of a file, at another branch, too; nothing in it is ever run', async () => {
  const { url, clone } = await start();
  const work = await clone();
  const write = async (path: string, text: string) => {
    await mkdir(join(work.folder, path, '..'), { recursive: true });
    await writeFile(join(work.folder, path), text);
  };
  await write('README.md', README);
  await write('docs/guide.md', '# Guide\n');
  await write(`src/${HOSTILE}.ts`, `// ${HOSTILE}\nexport const answer = 42;\n`);
  await write('large.txt', 'a line of a large file\n'.repeat(450_000));
  await work.git('add', '.');
  await work.commit('Some code');
  await work.git('branch', 'feature/<img');
  await work.git('push', '--quiet', 'origin', 'master', 'feature/<img');

  const page = await browser.open(`${url}/demo`);
  await page.getByRole('link', { name: 'demo/demo' }).click();
  const readme = page.getByRole('region', { name: 'README.md' });
  await readme.getByRole('heading', { name: 'demo' }).waitFor();
  expect(await readme.innerText()).toContain(`${HOSTILE} and <script>alert(1)</script>`);
  expect(await readme.getByRole('link').allInnerTexts()).toEqual(['good']);
  expect(await page.getByText(`${url}/demo/demo.git`).count()).toBe(1);
  await page.getByText('2 branches').waitFor();

  await page.getByRole('combobox', { name: 'Branch or tag' }).fill('<IMG');
  await page.getByRole('option', { name: 'feature/<img' }).click();
  await page.waitForURL(`${url}/demo/demo/tree/feature/%3Cimg`);
  await page.locator('main:focus').waitFor();
  await page.getByRole('link', { name: 'src', exact: true }).click();
  await page.getByRole('link', { name: `${HOSTILE}.ts` }).click();
  const code = page.getByRole('region', { name: `src/${HOSTILE}.ts` }).last();
  await code.locator('.keyword', { hasText: 'export' }).waitFor();
  expect(await code.innerText()).toContain(`// ${HOSTILE}`);
  await code.getByRole('link', { name: 'Line 2' }).click();
  await code.locator('.chosen', { hasText: 'answer' }).waitFor();
  expect(page.url()).toMatch(/#L2$/);

  await page.goto(`${url}/demo/demo/blob/master/large.txt#L400000`);
  await page.getByRole('link', { name: 'Line 400000', exact: true }).waitFor();
  expect(await page.locator('.line').count()).toBeLessThan(500);
  expect(await page.locator('img').count()).toBe(0);
});

test('branches and tags are made, compared and deleted, in Chinese as well', async () => {
  const { api, url, clone } = await start();
  const work = await clone();
  const page = await browser.open(`${url}/demo/demo/branches`, { locale: 'zh-CN' });
  await page.getByRole('button', { name: '新建分支' }).click();
  await page.getByLabel('名称').fill('feature/new');
  await page.getByRole('button', { name: '新建', exact: true }).click();
  const row = page.getByRole('row', { name: 'feature/new' });
  await row.waitFor();
  await work.git('fetch', '--quiet');
  await work.git('checkout', '--quiet', 'feature/new');
  // So much of one file REST leaves out.
  await writeFile(join(work.folder, 'new.txt'), 'a new line\n'.repeat(20_000));
  await work.git('add', '.');
  await work.commit('Only here');
  await work.git('push', '--quiet', 'origin', 'feature/new');
  await row.getByRole('link', { name: '对比' }).click();
  await page.getByRole('link', { name: 'Only here' }).waitFor();
  const large = page.getByRole('article', { name: 'new.txt' });
  await large.getByText('+20000').waitFor();
  await large.getByRole('button', { name: 'new.txt' }).first().click();
  await large.getByRole('button', { name: '显示更多行（还有 18,000 行）' }).waitFor();

  await page.getByRole('link', { name: '标签', exact: true }).click();
  await page.getByRole('button', { name: '新建标签' }).click();
  await page.getByLabel('名称').fill('v1');
  await page.getByLabel('起点').fill('feature/new');
  await page.getByRole('button', { name: '新建', exact: true }).click();
  await page.getByRole('button', { name: '删除标签 v1' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '删除标签 v1' }).click();
  await page.getByText('还没有标签').waitFor();
  await page.goto(`${url}/demo/demo/branches`);
  await page.getByRole('button', { name: '删除分支 feature/new' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '删除分支 feature/new' }).click();
  await row.waitFor({ state: 'detached' });
  const { body } = await api.get('/api/v5/repos/demo/demo/branches').expect(200);
  expect(body).toMatchObject([{ name: 'master' }]);
});

test('Enter goes to what was typed, not to the answer before it, and is left to an input method that composes', async () => {
  const { url, clone } = await start();
  const work = await clone();
  await work.git('branch', 'one');
  await work.git('branch', 'two');
  await work.git('push', '--quiet', 'origin', 'one', 'two');
  const page = await browser.open(`${url}/demo/demo`);
  const field = page.getByRole('combobox', { name: 'Branch or tag' });
  await field.fill('one');
  await page.getByRole('option', { name: 'one' }).waitFor();
  await field.dispatchEvent('keydown', { key: 'Enter', isComposing: true });
  expect(new URL(page.url()).pathname).toBe('/demo/demo');
  await field.fill('two');
  await field.press('Enter');
  await page.waitForURL(`${url}/demo/demo/tree/*`);
  expect(page.url()).toBe(`${url}/demo/demo/tree/two`);
});
