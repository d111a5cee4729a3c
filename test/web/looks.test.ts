import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { start } from '../support/server/start.js';
import { useBrowser } from '../support/web/browser.js';
import { livelyRepository } from '../support/web/lively-repository.js';

const browser = useBrowser();

/** With `PICTURES=1` pictures of all pages are put there, to be looked at; they are half of the work. Git does not know it. */
const PICTURES = fileURLToPath(new URL('../../test-results/pages', import.meta.url));
const AXE = fileURLToPath(new URL('../../node_modules/axe-core/axe.min.js', import.meta.url));

const DESKTOP = { width: 1280, height: 800 };
const PHONE = { width: 390, height: 800 };

/** What is wrong for those who do not see, or see badly. @param part a selector of what differs from page to page */
async function barriers(page: Page, colorScheme: 'light' | 'dark', part: string): Promise<string[]> {
  // Only colours differ.
  const rules = colorScheme === 'light' ? '{}' : '{ runOnly: ["color-contrast"] }';
  const { violations } = await page.evaluate<AxeResults>(`axe.run(${JSON.stringify(part)}, ${rules})`);
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
}

/** To a page of another path, as a link would: to load the document anew takes three times as long. */
async function goTo(page: Page, path: string): Promise<void> {
  await page.evaluate(`document.querySelector('main > *')?.setAttribute('data-left', '')`);
  await page.evaluate(
    `history.pushState(null, '', ${JSON.stringify(path)}); dispatchEvent(new Event('popstate'))`,
  );
  await page.locator('[data-left]').waitFor({ state: 'detached' });
}

test(
  'every page can be used by everybody, in light and dark, wide and narrow',
  { timeout: 240_000 },
  async () => {
    const { url, api, hook, clone } = await start();
    const id = await hook({ url: `${url}/_sink/ci`, push_events: true, password: 'secret' });
    await hook({ url: 'http://127.0.0.1:1/hook', push_events: true, retries: '1h' });
    await hook({ url: `${url}/_sink/tags`, push_events: false, tag_push_events: true });
    const work = await clone();
    await work.commit('hello');
    await work.push();
    await api.post(`/_mock/settle?hook=${id}`).expect(200);
    await api.post('/_mock/faults').send({ kind: 'hold', hook: id }).expect(201);
    await api.put('/_mock/clock').send({ frozen: true }).expect(200);
    await api.post('/_mock/snapshots/before').expect(201);
    await api.put('/_mock/repositories/demo/empty').send({}).expect(200);
    await api.get('/_mock/nothing').expect(404);
    const { items } = (await api.get('/_mock/deliveries').expect(200)).body;
    const delivery = items.find(({ status }: { status: string }) => status === 'delivered');
    const { first, newest } = await livelyRepository(api);
    const pages: Readonly<Record<string, string>> = {
      live: `/?delivery=${delivery.id}`,
      delivery: `/-/deliveries/${delivery.id}`,
      event: `/-/events/${delivery.event_id}`,
      repositories: '/-/repositories',
      sinks: '/-/sinks',
      sink: '/-/sinks/ci',
      instruments: '/-/instruments',
      faults: '/-/faults',
      clock: '/-/clock',
      trigger: '/-/trigger',
      check: '/-/check',
      snapshots: '/-/snapshots',
      misses: '/-/misses',
      missing: '/-/nothing',
      owner: '/demo',
      repository: '/demo/demo',
      folder: '/demo/demo/tree/master/src',
      file: '/demo/demo/blob/master/src/queue.ts',
      markdown: '/demo/demo/blob/master/README.md',
      binary: '/demo/demo/blob/master/logo.bin',
      commits: '/demo/demo/commits',
      commit: `/demo/demo/commits/${newest}`,
      unknownCommit: '/demo/demo/commits/1234567',
      compare: `/demo/demo/compare/${first}...feature/forget-nothing-at-all-even-when-the-name-is-long`,
      branches: '/demo/demo/branches',
      tags: '/demo/demo/tags',
      mergeRequests: '/demo/demo/merge_requests?labels=bug',
      mergeRequest: '/demo/demo/merge_requests/1',
      conflict: '/demo/demo/merge_requests/2',
      mergeRequestChanges: '/demo/demo/merge_requests/1?tab=changes',
      issues: '/demo/demo/issues',
      issue: '/demo/demo/issues/1',
      labels: '/demo/demo/labels',
      milestones: '/demo/demo/milestones?state=all',
      milestone: '/demo/demo/milestones/1',
      releases: '/demo/demo/releases',
      release: '/demo/demo/releases/v1.0',
      hooks: '/demo/demo/hooks',
      hook: `/demo/demo/hooks/${id}`,
      empty: '/demo/empty',
      emptyIssues: '/demo/empty/issues',
      emptyReleases: '/demo/empty/releases',
    };
    /** The button that opens a dialog, on one of the pages. */
    const dialogs: Readonly<Record<string, string>> = {
      hooks: 'New webhook',
      hook: 'Test Hook',
      mergeRequests: 'New merge request',
      issue: 'Edit',
      labels: 'New label',
      release: 'Edit',
      branches: 'New branch',
      repositories: 'Delete demo/demo',
    };
    const page = await browser.open(`${url}/-/nothing`);
    const axe = await readFile(AXE, 'utf8');
    await page.evaluate(axe);
    const picture = async (name: string) => {
      if (process.env['PICTURES']) await page.screenshot({ path: join(PICTURES, `${name}.png`) });
    };
    const look = async (name: string, part: string) => {
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        await picture(`${name}-${colorScheme}`);
        expect.soft(await barriers(page, colorScheme, part), `${name}, ${colorScheme}`).toEqual([]);
      }
      await page.setViewportSize(PHONE);
      await page.emulateMedia({ colorScheme: 'light' });
      await picture(`${name}-phone`);
      const overflow = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
      expect.soft(overflow, `${name} is too wide for a phone`).toBeLessThanOrEqual(0);
      await page.setViewportSize(DESKTOP);
    };
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
    await page.setViewportSize(DESKTOP);
    for (const [name, path] of Object.entries(pages)) {
      await goTo(page, path);
      await page.locator('main').getByRole('heading').first().waitFor({ state: 'attached' });
      await page.locator('.skeleton').first().waitFor({ state: 'detached' });
      await look(name, name === 'live' ? 'html' : 'main');
      const button = dialogs[name];
      if (button === undefined) continue;
      await page.getByRole('button', { name: button, exact: true }).click();
      await page.getByRole('dialog').waitFor();
      await look(`${name}-dialog`, 'dialog');
    }
    await api.delete('/_mock/faults').expect(204);
  },
);
