import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { start } from '../support/server/start.js';
import { useBrowser } from '../support/web/browser.js';

const browser = useBrowser();

const RUN = 'document.title=1';
const HOSTILE = `"><img src=x onerror=${RUN}><svg onload=${RUN}>`;
const MARKDOWN = `${HOSTILE} [link](javascript:${RUN}) [data](data:text/html,${RUN}) <script>${RUN}</script>\n\n\`\`\`html\n${HOSTILE}\n\`\`\`\n`;

/** What would have to be in the page for any of it to run. */
const DANGEROUS =
  'img, iframe, object, embed, base, script:not([src]), [onerror], [onload], a[href^="javascript:"], a[href^="data:"]';

test(
  'whatever people write, wherever it shows, it is text: nothing of it becomes a part of the page',
  { timeout: 180_000 },
  async () => {
    const { url, api, hook, inbox, clone, settled } = await start();
    const repo = '/api/v5/repos/demo/demo';
    await api.patch(repo).send({ name: 'demo', description: HOSTILE }).expect(200);
    const id = await hook({
      url: inbox.url,
      description: HOSTILE,
      push_events: true,
      issues_events: true,
      dialect: 'gitcode',
    });
    await hook({
      url: `http://127.0.0.1:1/?${HOSTILE.replaceAll(' ', '/')}`,
      push_events: true,
      retries: 'none',
    });
    await api
      .post('/_sink/written')
      .send({ [HOSTILE]: HOSTILE })
      .expect(200);
    const work = await clone();
    await writeFile(join(work.folder, 'README.md'), MARKDOWN);
    await work.git('add', '.');
    await work.git(
      'commit',
      '--quiet',
      '--author',
      `"onerror=${RUN} & co <a@example.com>`,
      '--message',
      HOSTILE,
    );
    await work.push();
    await api
      .post(`${repo}/labels`)
      .send({ name: HOSTILE.slice(0, 50), color: '#ff0000' })
      .expect(200);
    await api
      .post(`/api/v5/repos/demo/issues`)
      .send({ repo: 'demo', title: HOSTILE, body: MARKDOWN })
      .expect(200);
    await api.post(`${repo}/issues/1/comments`).send({ body: MARKDOWN }).expect(200);
    await api
      .post(`${repo}/milestones`)
      .send({ title: HOSTILE, description: MARKDOWN, due_on: '2030-01-01' })
      .expect(200);
    await api.post(`${repo}/releases`).send({ tag_name: 'v1', name: HOSTILE, body: MARKDOWN }).expect(200);
    await api.get(`/api/v5/${encodeURIComponent(HOSTILE)}`).expect(404);
    await settled();
    const [delivery] = (await api.get(`/_mock/deliveries?hook=${id}`).expect(200)).body.items;
    const page = await browser.open(url);
    for (const path of [
      '/',
      `/?delivery=${delivery.id}`,
      `/-/deliveries/${delivery.id}`,
      `/-/events/${delivery.event_id}`,
      '/-/repositories',
      '/-/sinks/written',
      '/-/misses',
      '/demo',
      '/demo/demo',
      '/demo/demo/commits',
      '/demo/demo/hooks/1',
      '/demo/demo/hooks/2',
      '/demo/demo/issues',
      '/demo/demo/issues/1',
      '/demo/demo/labels',
      '/demo/demo/milestones',
      '/demo/demo/releases',
    ]) {
      await page.goto(url + path);
      await page
        .getByText(/onerror/)
        .filter({ visible: true })
        .first()
        .waitFor();
      expect.soft(await page.locator(DANGEROUS).count(), path).toBe(0);
      expect.soft(await page.title(), path).not.toBe('1');
    }
  },
);

test('Markdown that would take minutes to read, or is nested too deeply, is shown as it was written', async () => {
  const { url, api } = await start();
  const bodies = [
    `# Before\n\n${'_a'.repeat(100_000)}\n\n**after**`,
    `${'>'.repeat(3_000)} a`,
    `${'>'.repeat(600)} b`,
  ];
  for (const body of bodies)
    await api.post('/api/v5/repos/demo/issues').send({ repo: 'demo', title: 'Long', body }).expect(200);
  const page = await browser.open(`${url}/demo/demo/issues/1`);
  await page.locator('strong', { hasText: 'after' }).waitFor();
  await page.locator('.markdown p', { hasText: /^(_a){100000}$/ }).waitFor();
  for (const [number, end] of [
    [2, '> a'],
    [3, '> b'],
  ] as const) {
    await page.goto(`${url}/demo/demo/issues/${number}`);
    await page.locator('.markdown pre', { hasText: end }).waitFor();
    expect(await page.locator('.markdown blockquote').count()).toBe(0);
  }
});

test('payloads that differ too much to be compared in time are not called the same', async () => {
  const { url, api, hook, clone, settled } = await start();
  await hook({ url: `${url}/_sink/ci`, push_events: true, dialect: 'gitcode' });
  const work = await clone();
  for (const name of ['a', 'b']) {
    await work.shell(`mkdir ${name} && cd ${name} && seq -f '${name}%g' 20000 | xargs touch`);
    await work.git('add', '.');
    await work.commit(name);
    await work.push();
  }
  await settled();
  const [last, first] = (await api.get('/_mock/deliveries').expect(200)).body.items;
  const page = await browser.open(`${url}/-/deliveries/${last.id}?with=${first.id}`);

  await page.getByText('The payloads differ too much to be compared').waitFor();
  expect(await page.getByText('The payloads are the same').count()).toBe(0);
});
