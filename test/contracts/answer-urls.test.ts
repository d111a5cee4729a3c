import { expect, test } from 'vitest';
import { deadUrls, urlsIn } from '../support/http/payload-urls.js';
import { bearer, startPopulated } from '../support/server/populated-repository.js';

/** They wait, or never end. */
const WAITING = /^\/_mock\/stream$|wait$/;

test('every address in every answer answers', { timeout: 300_000 }, async () => {
  const { url: publicUrl, localUrl, addressOf, document } = await startPopulated();
  const headers = bearer('owner');
  const answers: unknown[] = [];
  const failed: string[] = [];
  for (const [path, item] of Object.entries(document)) {
    if (!('get' in item) || WAITING.test(path)) continue;
    const response = await fetch(localUrl + addressOf(path), { headers, redirect: 'manual' });
    const text = await response.text();
    if (response.status >= 500) failed.push(`${path}: ${response.status}`);
    if (response.headers.get('content-type')?.startsWith('application/json')) answers.push(JSON.parse(text));
  }
  expect(failed).toEqual([]);
  const found = new Set(answers.flatMap((answer) => urlsIn(answer, publicUrl)));
  expect(found.size).toBeGreaterThan(50);
  expect(await deadUrls(answers, { publicUrl, localUrl, headers })).toEqual([]);
});
