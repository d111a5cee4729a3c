import { connect } from 'node:net';
import { once } from 'node:events';
import { expect, onTestFinished, test } from 'vitest';
import { CONTROL_LIMITS } from '../../apps/server/src/control/shared/control-limits.js';
import { pushLarge } from '../support/git/large-pushes.js';
import { start, type Started } from '../support/server/start.js';

/** Of this, whoever cuts bytes or forgets to escape makes something else. */
const ODD = `"it's" \\ 中é😀\t`;

const odd = (characters: number) => ODD.repeat(characters / Array.from(ODD).length);

type Api = Started['api'];

/** Follows `next` from page to page. @param read says what is on one */
async function pagesOf<Item>(
  read: (cursor: string | undefined) => Promise<{ items: Item[]; next: string | null }>,
): Promise<Item[][]> {
  const pages: Item[][] = [];
  for (let cursor: string | undefined; ;) {
    const { items, next } = await read(cursor);
    pages.push(items);
    if (next === null) return pages;
    cursor = next;
  }
}

const eventPages = (api: Api) =>
  pagesOf<unknown>(async (cursor) => {
    const { body } = await api.get('/_mock/events').query({ cursor, limit: 1_000 }).expect(200);
    return { items: body.items.map((item: { payload: unknown }) => item.payload), next: body.next };
  });

/** The bodies, newest first. */
const archivePages = (api: Api) =>
  pagesOf<string>(async (cursor) => {
    const { body } = await api.get('/_mock/deliveries.har').query({ cursor }).expect(200);
    const entries: { request: { postData: { text: string } } }[] = body.log.entries;
    return { items: entries.map(({ request }) => request.postData.text).reverse(), next: body.log['_next'] };
  });

test('large payloads are shown byte for byte, and a page of them ends early where the next goes on', async () => {
  const { api, inbox, clone, settled } = await start({
    internals: { limits: { ...CONTROL_LIMITS, pageBytes: 3_000_000 } },
    hook: {},
  });
  const branches = ['one', 'two', 'three', 'four'];
  await pushLarge(await clone(), { branches, message: odd(600_000) });
  await settled();
  const sent = inbox.rest();
  expect(sent).toHaveLength(4);
  const newestFirst = sent.map(({ body }) => body).reverse();

  const pages = await eventPages(api);
  expect(pages.length).toBeGreaterThan(1);
  expect(pages.flat()).toEqual(newestFirst);
  const archives = await archivePages(api);
  expect(archives.length).toBe(pages.length);
  expect(archives.flat()).toEqual(sent.map(({ text }) => text).reverse());

  const { body: waited } = await api
    .get('/_mock/deliveries/wait')
    .query({ count: 4, 'body.ref': 'refs/heads/two', timeout: '1ms' })
    .expect(408);
  expect(waited).toMatchObject({ found: 1, nearest_misses: [{}, {}, {}] });
  const { body: found } = await api
    .get('/_mock/deliveries/wait')
    .query({ 'body.ref': 'refs/heads/two' })
    .expect(200);
  const [{ id, request }] = found.items;
  const [two] = sent.filter(({ headers }) => headers['x-atomgit-delivery'] === id);
  expect(request.body).toBe(two?.text);
  expect((await api.get(`/_mock/deliveries/${id}`).expect(200)).body.request.body).toBe(two?.text);
  const { text: command } = await api.get(`/_mock/deliveries/${id}/curl`).expect(200);
  const quoted = command.slice(command.indexOf('--data-raw') + '--data-raw '.length).trimEnd();
  expect(quoted).toBe(`'${two?.text.replaceAll("'", String.raw`'\''`)}'`);
});

test('long actual values of a nearest miss are cut', async () => {
  const { api, clone, settled } = await start({ hook: {} });
  await pushLarge(await clone(), { branches: ['one'], message: odd(100_000) });
  await settled();
  const { body, text } = await api
    .get('/_mock/deliveries/wait')
    .query({ 'body.commits': '[]', 'body.commits.0.message': 'hello', timeout: '1ms' })
    .expect(408);
  expect(text.length).toBeLessThan(10_000);
  expect(body.nearest_misses[0].differs['body.commits.0.message'].got).toMatch(/^"it's" .*…$/);
});

test('a page shows the first comments as far as they are not too long, and says how many more there are', async () => {
  const { api, clone } = await start();
  const sha = await (await clone()).sha();
  const comments = `/api/v5/repos/demo/demo/commits/${sha}/comments`;
  const long = 'x'.repeat(600_000);
  for (const begin of ['first', 'second', 'third'])
    await api
      .post(comments)
      .send({ body: `${begin} ${long}` })
      .expect(200);
  const { text } = await api.get(`/demo/demo/commits/${sha}`).expect(200);
  expect(text).toContain(`first ${long}`);
  expect(text).not.toContain('second');
  expect(text).toMatch(/\(2 more comments are left out\)\n$/);
});

test('a client that does not read the stream is disconnected, and can continue without a gap', async () => {
  let timeoutMs = 1;
  const limits = {
    ...CONTROL_LIMITS,
    get streamTimeoutMs() {
      return timeoutMs;
    },
  };
  const { url, clone } = await start({ internals: { limits } });
  const work = await clone();
  await work.commit('small');
  await work.push();
  await pushLarge(work, { branches: ['one', 'two'], message: 'x'.repeat(6_500_000) });

  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  onTestFinished(() => void socket.destroy());
  socket.on('error', () => undefined);
  socket.write('GET /_mock/stream HTTP/1.1\r\nHost: localhost\r\nLast-Event-ID: 0.0.0\r\n\r\n');
  let begin = '';
  while (!begin.includes('id: 1.0.0')) {
    await once(socket, 'readable');
    begin += String(socket.read() ?? '');
  }
  // Nothing is read any more; what is written shows whether anybody is still there.
  await expect
    .poll(() => {
      if (socket.writable) socket.write('\r\n');
      return socket.closed || socket.destroyed;
    })
    .toBe(true);

  timeoutMs = CONTROL_LIMITS.streamTimeoutMs;
  const resumed = await fetch(`${url}/_mock/stream`, { headers: { 'Last-Event-ID': '1.0.0' } });
  const refs: string[] = [];
  let text = '';
  for await (const chunk of resumed.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    text += chunk;
    if (!chunk.includes('\n\n')) continue;
    for (const [, data = ''] of text.matchAll(/^data: (.*)\n\n/gm)) refs.push(JSON.parse(data).payload.ref);
    text = text.slice(text.lastIndexOf('\n\n') + 2);
    if (refs.length === 2) break;
  }
  expect(refs.sort()).toEqual(['refs/heads/one', 'refs/heads/two']);
});
