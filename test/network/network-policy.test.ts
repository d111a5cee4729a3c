import { expect, test } from 'vitest';
import type { AllowedTargets } from '../../libs/dispatcher/src/http/network/network-settings.js';
import { sendTest } from '../support/server/send-test.js';
import { start } from '../support/server/start.js';

const HOOKS = '/api/v5/repos/demo/demo/hooks';

/** What clouds answer secrets on, in every way of writing it that somebody has thought of. */
const SPELLINGS = [
  'http://169.254.169.254/latest/meta-data/',
  'https://169.254.169.254/',
  'http://169.254.1.1/',
  'http://2852039166/',
  'http://0xa9fea9fe/',
  'http://0xa9.0xfe.0xa9.0xfe/',
  'http://0251.0376.0251.0376/',
  'http://169.254.43518/',
  'http://169.16689662/',
  'http://169.254.169.254./',
  'http://①⑥⑨.254.169.254/',
  'http://[::ffff:169.254.169.254]/',
  'http://[::ffff:a9fe:a9fe]/',
  'http://[0:0:0:0:0:ffff:a9fe:a9fe]/',
  'http://[::169.254.169.254]/',
  'http://[64:ff9b::169.254.169.254]/',
  'http://[2002:a9fe:a9fe::1]/',
  'http://[fe80::1]/',
  'http://[fd00:ec2::254]/',
  'http://100.100.100.200/',
  'http://192.0.0.192/',
  'http://168.63.129.16/machine/',
  'http://[fd20:ce::254]/computeMetadata/v1/',
  'http://[FD20:00CE:0:0:0:0:0:0254]/',
  'http://[fd00:ec2::23]/v1/credentials',
  'http://[fd00:c1::a9fe:a9fe]/opc/v2/instance/',
  'http://[fd00:42::42]/conf',
  'http://[::ffff:0:169.254.169.254]/',
  'http://[64:ff9b:1::a9fe:a9fe]/',
  'http://[2001:0:a9fe:a9fe:8000:f227:f5fe:fffe]/',
  'http://[2001:0:4136:e378:8000:f227:5601:5601]/',
];

test('no spelling of a link-local or metadata address is connected to, and the log says why', async () => {
  const { api, hook, settled } = await start();
  const reached: string[] = [];
  for (const url of SPELLINGS) {
    const id = await hook({ url, push_events: true });
    await api.post(`${HOOKS}/${id}/tests`).expect(204);
    await settled();
    const { body } = await api.get(`/_mock/deliveries?hook=${id}`).expect(200);
    const [{ status, error }] = body.items;
    if (status !== 'failed' || !String(error).startsWith('deliveries never go to ')) reached.push(url, error);
  }
  expect(reached).toEqual([]);
});

test('loopback and private addresses are allowed', async () => {
  const { api, inbox, hook, settled } = await start();
  const port = new URL(inbox.url).port;
  for (const host of ['127.0.0.1', 'localhost', '127.1', '2130706433', '[::ffff:127.0.0.1]']) {
    const id = await hook({ url: `http://${host}:${port}/`, push_events: true });
    await api.post(`${HOOKS}/${id}/tests`).expect(204);
  }
  await settled();
  expect(inbox.rest()).toHaveLength(5);
});

const only = (...addresses: readonly (readonly [string, number])[]): AllowedTargets => ({
  ranges: addresses.map(([address, bits]) => ({ address, bits })),
  names: [],
});

test('with a list of targets, deliveries go only to these, in any spelling', async () => {
  const server = await start({ settings: { allowedTargets: only(['127.0.0.1', 32]) } });
  const { inbox, hook } = server;
  const { port } = new URL(inbox.url);
  const send = async (host: string) => sendTest(server, await hook({ url: `http://${host}:${port}/` }));
  for (const host of ['127.0.0.1', '127.1', '2130706433', '[::ffff:127.0.0.1]', '[::ffff:7f00:1]']) {
    expect.soft((await send(host)).status, host).toBe('delivered');
  }
  expect(inbox.rest()).toHaveLength(5);
  for (const [host, address] of [
    ['127.0.0.2', '127.0.0.2'],
    ['0.0.0.0', '0.0.0.0'],
    ['[::ffff:127.0.0.2]', '::ffff:7f00:2'],
    ['[::1]', '::1'],
    ['[::]', '::'],
    ['192.168.7.7', '192.168.7.7'],
  ] as const) {
    const { status, error, response } = await send(host);
    expect.soft({ status, response, error }, host).toEqual({
      status: 'failed',
      response: null,
      error: `deliveries do not go to ${address}: it is not among --allow-targets`,
    });
  }
  expect(inbox.rest()).toEqual([]);
});

test('a list that has everything still has no link-local or metadata address', async () => {
  const allowedTargets = { ...only(['0.0.0.0', 0], ['::', 0]), names: ['*.nip.io', 'metadata'] };
  const server = await start({ settings: { allowedTargets }, hook: {} });
  const { status } = await sendTest(server, server.hookId);
  expect(status).toBe('delivered');
  for (const url of SPELLINGS) {
    const { error } = await sendTest(server, await server.hook({ url }));
    expect.soft(error, url).toMatch(/^deliveries never go to /);
  }
});

test('a name on the list allows its addresses, and no other name does', async () => {
  const allowedTargets = { ranges: [], names: ['localhost'] };
  const server = await start({ settings: { allowedTargets } });
  const { inbox, hook } = server;
  const { port } = new URL(inbox.url);
  const send = async (host: string) => sendTest(server, await hook({ url: `http://${host}:${port}/` }));
  for (const host of ['localhost', 'LOCALHOST']) expect((await send(host)).status).toBe('delivered');
  const { error } = await send('127.0.0.1');
  expect(error).toBe('deliveries do not go to 127.0.0.1: it is not among --allow-targets');
});
