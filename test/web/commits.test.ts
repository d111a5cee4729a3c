import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { start } from '../support/server/start.js';
import { useBrowser } from '../support/web/browser.js';

const browser = useBrowser();

const HOSTILE = '<img src=x onerror=alert(1)>';

test('a commit is found in the graph; its diff is read in both ways and a line of it commented, and names are only names', async () => {
  const { api, url, clone } = await start();
  const work = await clone();
  await work.git('checkout', '--quiet', '-b', 'side');
  await work.commit('On the side');
  await work.git('checkout', '--quiet', 'master');
  await writeFile(join(work.folder, 'README.md'), '# demo\n\nSaid another way.\n');
  await writeFile(join(work.folder, HOSTILE), 'new\n');
  await work.git('add', '.');
  const sha = await work.commit(`Write ${HOSTILE}\n\nand say why`);
  await work.git('merge', '--quiet', '--no-ff', '--message', 'Bring both together', 'side');
  await work.push();
  const statuses = `/api/v5/repos/demo/demo/statuses/${sha}`;
  await api.post(statuses).send({ state: 'success', context: HOSTILE }).expect(201);

  const page = await browser.open(`${url}/demo/demo/commits`);
  const rows = page.locator('ol > li');
  await rows.filter({ hasText: 'Bring both together' }).waitFor();
  // A merge has two lines that lead down from it.
  expect(await rows.first().locator('> svg path').count()).toBe(2);
  await page.getByRole('link', { name: `Write ${HOSTILE}` }).click();
  await page.getByText('and say why').waitFor();
  expect(page.url()).toBe(`${url}/demo/demo/commits/${sha}`);
  await page.getByText('success').waitFor();

  const readme = page.getByRole('article', { name: 'README.md' });
  await readme.getByRole('button', { name: 'Comment on line 3 of README.md' }).last().click();
  await readme.getByLabel('Write a comment').fill(`Why? ${HOSTILE} **really**`);
  await readme.getByRole('button', { name: 'Comment', exact: true }).click();
  await readme.getByText('really', { exact: true }).waitFor();
  expect(await readme.locator('.notes').innerText()).toContain(`Why? ${HOSTILE} really`);
  const { body } = await api.get(`/api/v5/repos/demo/demo/commits/${sha}/comments?view=all`).expect(200);
  expect(body).toMatchObject([{ path: 'README.md', position: 4 }]);

  await page.getByRole('button', { name: 'Side by side' }).click();
  const changed = readme.getByRole('row').filter({ hasText: 'Said another way.' });
  expect(await changed.locator('td.removed.text, td.added.text').count()).toBe(2);
  await page.getByRole('article', { name: HOSTILE }).getByText('new', { exact: true }).waitFor();
  expect(await page.locator('img').count()).toBe(0);
});

test('a comment that is being written goes with its author to another line, and outlives folding and the layout', async () => {
  const { url, clone } = await start();
  const work = await clone();
  await writeFile(join(work.folder, 'README.md'), 'one\n\ntwo\n');
  await work.git('add', '.');
  const sha = await work.commit('Two lines');
  await work.push();
  const page = await browser.open(`${url}/demo/demo/commits/${sha}`);
  const readme = page.getByRole('article', { name: 'README.md' });
  const comment = (line: number) =>
    readme.getByRole('button', { name: `Comment on line ${line} of README.md` }).last();
  const written = () => readme.getByLabel('Write a comment').inputValue();
  await comment(1).click();
  await readme.getByLabel('Write a comment').fill('A long thought');
  await comment(3).click();
  expect(await written()).toBe('A long thought');
  await page.getByRole('button', { name: 'Side by side' }).click();
  expect(await written()).toBe('A long thought');
  const fold = readme.getByRole('button', { name: 'README.md' }).first();
  await fold.click();
  await readme.getByLabel('Write a comment').waitFor({ state: 'detached' });
  await fold.click();
  expect(await written()).toBe('A long thought');
  await readme.getByRole('button', { name: 'Cancel' }).click();
  await comment(1).click();
  expect(await written()).toBe('');
});
