import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { beforeAll, beforeEach, expect, onTestFinished } from 'vitest';
import { hasChromium, launchChromium } from './chromium.js';

const SIZE = { width: 1280, height: 800 };
const TIME_LIMIT_MS = 60_000;

export interface TestBrowser {
  /**
   * A page of a browser profile of its own. The test fails when the page throws, or does what its security policy forbids.
   */
  open(url: string, options?: BrowserContextOptions): Promise<Page>;
}

/** Goes with its process. */
let launched: Promise<Browser> | undefined;

/** One browser for all tests of a process: to start one takes a second. Where there is none, they are left out. */
export function useBrowser(): TestBrowser {
  let browser: Browser | undefined;
  beforeEach(({ skip }) => skip(!hasChromium, 'the browser that npm ci brings is for Linux on x64'));
  beforeAll(async () => {
    if (hasChromium) browser = await (launched ??= launchChromium());
  });
  return {
    async open(url, options = {}) {
      if (browser === undefined) throw new Error('the browser has not been started');
      const context = await browser.newContext({ viewport: SIZE, locale: 'en-GB', ...options });
      context.setDefaultTimeout(TIME_LIMIT_MS);
      onTestFinished(() => context.close());
      const page = await context.newPage();
      const faults: string[] = [];
      page.on('pageerror', (error) => faults.push(String(error)));
      page.on('console', (message) => {
        if (/Content Security Policy/.test(message.text())) faults.push(message.text());
      });
      onTestFinished(() => expect(faults).toEqual([]));
      await page.goto(url);
      return page;
    },
  };
}
