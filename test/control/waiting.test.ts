import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { start } from '../support/server/start.js';

const WAIT = '/_mock/deliveries/wait';

test('waiting answers at once with an earlier delivery', async () => {
  const { api, clone, hookId } = await start({ hook: {} });
  const work = await clone();
  const sha = await work.commit('hello');
  await work.push();
  const query = {
    event: 'Push Hook',
    repository: 'Demo/Demo',
    ref: 'refs/heads/master',
    status: 'delivered',
  };
  const { body } = await api
    .get(WAIT)
    .query({ ...query, 'body.commits.0.id': sha })
    .expect(200);
  expect(body.items).toMatchObject([
    { event: 'Push Hook', hook_id: hookId, status: 'delivered', attempts: 1 },
  ]);
});

test('waiting answers as soon as enough has come', async () => {
  const { api, clone, inbox } = await start({ hook: {} });
  const work = await clone();
  const waiting = api
    .get(WAIT)
    .query({ count: 2, status: 'delivered', timeout: '30s' })
    .then(({ body }) => body);
  await work.commit('one');
  await work.push();
  await inbox.next();
  await work.commit('two');
  await work.push();
  const { items } = await waiting;
  expect(items).toHaveLength(2);
});

test('a wait that takes too long shows the closest deliveries and their differences', async () => {
  const { api, clone } = await start({ hook: {} });
  const work = await clone();
  await work.commit('hello');
  await work.push();
  await api.get(WAIT).query({ status: 'delivered' }).expect(200);
  const query = {
    ref: 'refs/heads/main',
    status: 'delivered',
    'body.total_commits_count': '1',
    timeout: '50ms',
  };
  const { body } = await api.get(WAIT).query(query).expect(408);
  expect(body).toMatchObject({
    error_code: 408,
    found: 0,
    nearest_misses: [{ differs: { ref: { wanted: 'refs/heads/main', got: 'refs/heads/master' } } }],
  });
  expect(Object.keys(body.nearest_misses[0].differs)).toEqual(['ref']);
});

test('an unknown field is refused by name', async () => {
  const { api } = await start();
  const { body } = await api.get(WAIT).query({ colour: 'red' }).expect(422);
  expect(body.error_message).toContain('colour cannot be asked for');
  await api.get(WAIT).query({ count: 'many' }).expect(422);
});

test('the log of events shows events without deliveries, and why', async () => {
  const { api, clone, hookId } = await start({ hook: { push_events: false, tag_push_events: true } });
  const work = await clone();
  await work.commit('hello');
  await work.push('HEAD', 'HEAD:refs/tags/v1');
  const { body } = await api.get('/_mock/events?repository=DEMO/demo').expect(200);
  expect(body.next).toBeNull();
  expect(body.items).toMatchObject([
    {
      event: 'Tag Push Hook',
      hooks: [{ hook_id: hookId, is_wanted: true, reason: 'tag_push_events is on' }],
    },
    {
      event: 'Push Hook',
      repository: 'demo/demo',
      hooks: [{ hook_id: hookId, is_wanted: false, reason: 'push_events is off' }],
      payload: { object_kind: 'push', ref: 'refs/heads/master' },
    },
  ]);
});

test('the stream tells of events, deliveries and attempts as they come, and goes on where it was left', async () => {
  const { url, clone } = await start({ hook: {} });
  const work = await clone();
  const stream = await fetch(`${url}/_mock/stream`);
  expect(stream.headers.get('content-type')).toBe('text/event-stream');
  await work.commit('hello');
  await work.push();
  const entries = await firstEntries(stream, 3);
  expect(entries.map(({ event }) => event)).toEqual(['event', 'delivery', 'attempt']);
  expect(entries.map(({ data }) => data)).toMatchObject([
    { event: 'Push Hook' },
    { event: 'Push Hook' },
    { status: 200, error: null },
  ]);

  const resumed = await fetch(`${url}/_mock/stream`, { headers: { 'Last-Event-ID': entries[0]?.id ?? '' } });
  const ids = (list: readonly StreamEntry[]) => list.map(({ id, event }) => [id, event]);
  expect(ids(await firstEntries(resumed, 2))).toEqual(ids(entries.slice(1)));
});

test('a delivery can be repeated with the curl command that the log prints, whatever its URL and its secrets', async () => {
  const { api, inbox, clone, hook } = await start();
  const userinfo = `me:${'long password '.repeat(9)}`;
  const password = "it's";
  const address = `http://${encodeURIComponent(userinfo).replace('%3A', ':')}@127.0.0.1:${inbox.port}`;
  await hook({ url: `${address}/a[1-3]{x,y}/it's?q=[]{}&x-token=s%26t&z`, password });
  const work = await clone();
  await work.commit("it's\n\n@file\\n$HOME `id` 说明");
  await work.push();
  const sent = await inbox.next();
  const { body: waited } = await api.get(WAIT).query({ status: 'delivered' }).expect(200);
  const { text } = await api.get(`/_mock/deliveries/${waited.items[0].id}/curl`).expect(200);
  for (const secret of ['password', 's%26t']) expect(text).not.toContain(secret);

  const variables = { USERINFO: userinfo, TOKEN: password, QUERY_X_TOKEN: 's%26t' };
  const env = { PATH: process.env['PATH'], HOME: '/nonexistent', NO_PROXY: '*', ...variables };
  const { stdout } = await promisify(execFile)('sh', ['-c', text], { env });
  expect(stdout).toBe('ok');
  const again = await inbox.next();
  expect(again.path).toBe(sent.path);
  expect(again.bytes.equals(sent.bytes)).toBe(true);
  const { connection: _, ...headers } = sent.headers;
  expect(again.headers).toMatchObject(headers);
});

test('the log can be saved as an HTTP archive', async () => {
  const { api, clone } = await start({ hook: {} });
  const work = await clone();
  await work.commit("it's");
  await work.push();
  const { body: waited } = await api.get(WAIT).query({ status: 'delivered' }).expect(200);
  const text = waited.items[0].request.body;
  const { body: archive } = await api.get('/_mock/deliveries.har').expect(200);
  expect(archive.log).toMatchObject({
    version: '1.2',
    entries: [{ request: { method: 'POST', postData: { text } }, response: { status: 200 } }],
  });
});

interface StreamEntry {
  readonly id: string;
  readonly event: string;
  readonly data: unknown;
}

async function firstEntries(response: Response, count: number): Promise<StreamEntry[]> {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  for (;;) {
    const entries = [...text.matchAll(/^id: (.*)\nevent: (.*)\ndata: (.*)\n\n/gm)];
    if (entries.length >= count) {
      await reader?.cancel();
      return entries
        .slice(0, count)
        .map(([, id = '', event = '', data = '']) => ({ id, event, data: JSON.parse(data) as unknown }));
    }
    const { value = '' } = (await reader?.read()) ?? {};
    text += value;
  }
}
