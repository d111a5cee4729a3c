import { expect, test } from 'vitest';
import { Authority } from '../support/http/certificates.js';
import { startAsCommand } from '../support/server/command-line.js';
import { Inbox } from '../support/http/inbox.js';
import { sendTest } from '../support/server/send-test.js';
import { Proxy } from '../support/http/proxy.js';
import { SecureInbox } from '../support/http/secure-inbox.js';
import { start } from '../support/server/start.js';

const through = (url: string) => ({ proxies: { http: url, https: null, exceptions: '' } });

test('a delivery by http asks the proxy for the whole address, and the receiver gets it as ever', async () => {
  const proxy = await Proxy.open();
  const server = await start({ settings: through(proxy.url()) });
  const { inbox, hook } = server;
  const url = `http://ci.example:${inbox.port}/build?job=7`;
  const id = await hook({ url: url.replace('://', '://user:secret@'), password: 'token' });
  for (const _ of ['once', 'twice']) expect((await sendTest(server, id)).status).toBe('delivered');
  expect(proxy.asked).toEqual([`POST ${url}`, `POST ${url}`]);
  expect(proxy.credentials).toEqual(['', '']);
  const [call] = inbox.rest();
  expect(call).toMatchObject({
    path: '/build?job=7',
    headers: {
      host: `ci.example:${inbox.port}`,
      'x-atomgit-event': 'Push Hook',
      'x-atomgit-token': 'token',
      authorization: `Basic ${Buffer.from('user:secret').toString('base64')}`,
    },
    body: { before: expect.any(String), after: expect.any(String) },
  });
});

test('a delivery by https goes through a tunnel, and the certificate is looked at all the same', async () => {
  const [proxy, authority] = [await Proxy.open(), await Authority.found()];
  const inbox = await SecureInbox.open(await authority.sign('DNS:ci.example'));
  const url = `https://ci.example:${inbox.port}/`;
  const certificates = [await authority.certificate()];
  const knowing = await start({ settings: { ...through(proxy.url()), certificates } });
  expect(await sendTest(knowing, await knowing.hook({ url }))).toMatchObject({ status: 'delivered' });
  const other = await sendTest(knowing, await knowing.hook({ url: url.replace('ci.', 'other.') }));
  expect(other.error).toMatch(/^TLS failed: .*altnames/);

  const server = await start({ settings: through(proxy.url()) });
  expect((await sendTest(server, await server.hook({ url }))).error).toMatch(/^TLS failed: .*not trusted/);
  const lenient = await server.hook({ url, enable_ssl_verification: false });
  expect(await sendTest(server, lenient)).toMatchObject({ status: 'delivered' });
  expect(new Set(proxy.asked)).toEqual(
    new Set([`CONNECT ci.example:${inbox.port}`, `CONNECT other.example:${inbox.port}`]),
  );
  expect(inbox.paths).toEqual(['/', '/']);
});

test('only the proxy gets its user name and password', async () => {
  const [proxy, authority] = [await Proxy.open(), await Authority.found()];
  const secure = await SecureInbox.open(await authority.sign());
  const server = await start({ settings: through(proxy.url('me:hi%40dden')) });
  const { api, inbox, hook } = server;
  await sendTest(server, await hook({ url: `http://ci.example:${inbox.port}/` }));
  const url = `https://ci.example:${secure.port}/`;
  await sendTest(server, await hook({ url, enable_ssl_verification: false }));
  const sent = Buffer.from('me:hi@dden').toString('base64');
  expect(proxy.credentials).toEqual([`Basic ${sent}`, `Basic ${sent}`]);
  expect(secure.paths).toEqual(['/']);
  proxy.refuses = 407;
  await sendTest(server, await hook({ url }));
  await proxy.close();
  await sendTest(server, await hook({ url }));
  const { text } = await api.get('/_mock/deliveries.har').expect(200);
  const { body } = await api.get('/_mock/deliveries').expect(200);
  const shown = `${text}${JSON.stringify(body)}${JSON.stringify(inbox.history.map(({ headers }) => headers))}`;
  expect(body.items).toHaveLength(4);
  for (const secret of [sent, 'hi@dden', 'hi%40dden', 'roxy-']) expect(shown).not.toContain(secret);
});

test.each([
  ['http', 407, 'the proxy asks for a user name and password, or for others than it got (HTTP 407)'],
  ['https', 407, 'the proxy asks for a user name and password, or for others than it got (HTTP 407)'],
  ['https', 502, 'the proxy could not connect to the receiver: it answered HTTP 502'],
])('when a proxy answers a delivery by %s with %i, that is its outcome', async (scheme, status, error) => {
  const proxy = await Proxy.open();
  proxy.refuses = status;
  const server = await start({ settings: through(proxy.url()) });
  const id = await server.hook({ url: `${scheme}://ci.example/` });
  for (const _ of ['once', 'twice']) {
    expect(await sendTest(server, id)).toMatchObject({ status: 'failed', error, response: null });
  }
});

test("a proxy's own answer by http counts as the answer", async () => {
  const proxy = await Proxy.open();
  proxy.refuses = 502;
  const server = await start({ settings: through(proxy.url()) });
  const id = await server.hook({ url: 'http://ci.example/' });
  expect(await sendTest(server, id)).toMatchObject({ status: 'failed', status_code: 502, error: null });
});

test('where no proxy listens, deliveries fail and say so', async () => {
  const proxy = await Proxy.open();
  await proxy.close();
  const server = await start({ settings: through(proxy.url('me:hidden')) });
  for (const scheme of ['http', 'https']) {
    const { error } = await sendTest(server, await server.hook({ url: `${scheme}://ci.example/` }));
    const address = `127.0.0.1:${proxy.port}`;
    expect(error).toBe(
      `the proxy ${address} cannot be reached: connection refused: nobody listens there (connect ECONNREFUSED ${address})`,
    );
  }
});

test('no proxy is asked for an address to which no delivery goes', async () => {
  const proxy = await Proxy.open();
  const server = await start({ settings: through(proxy.url()) });
  for (const host of ['169.254.169.254', '2852039166', '[::ffff:169.254.169.254]', '[fe80::1]']) {
    for (const scheme of ['http', 'https']) {
      const { error } = await sendTest(server, await server.hook({ url: `${scheme}://${host}/` }));
      expect(error).toMatch(/^deliveries never go to /);
    }
  }
  expect(proxy.asked).toEqual([]);
});

test('with a proxy, a list of targets has to have the very name, as the proxy looks it up', async () => {
  const proxy = await Proxy.open();
  const allowedTargets = { ranges: [{ address: '127.0.0.1', bits: 32 }], names: ['*.example'] };
  const server = await start({ settings: { ...through(proxy.url()), allowedTargets } });
  const { inbox, hook } = server;
  const send = async (host: string) => sendTest(server, await hook({ url: `http://${host}:${inbox.port}/` }));
  expect((await send('ci.example')).status).toBe('delivered');
  expect((await send('127.0.0.1')).status).toBe('delivered');
  expect((await send('localhost')).error).toBe(
    'deliveries do not go to localhost: a proxy would look it up, and the name itself is not among --allow-targets',
  );
  expect((await send('127.0.0.2')).error).toBe(
    'deliveries do not go to 127.0.0.2: it is not among --allow-targets',
  );
  expect(proxy.asked).toHaveLength(2);
});

test('--proxy env follows HTTP_PROXY and NO_PROXY, which mean nothing without it', async () => {
  const [proxy, inbox] = [await Proxy.open(), await Inbox.open()];
  const environment = { HTTP_PROXY: proxy.url(), HTTPS_PROXY: proxy.url(), NO_PROXY: 'localhost' };
  const sendTo = async (host: string, ...flags: string[]) => {
    const server = await startAsCommand(flags, environment);
    const id = await server.hook({ url: `http://${host}:${inbox.port}/` });
    expect((await sendTest(server, id)).status).toBe('delivered');
  };
  await sendTo('127.0.0.1');
  await sendTo('localhost', '--proxy', 'env');
  expect(proxy.asked).toEqual([]);
  await sendTo('127.0.0.1', '--proxy', 'env');
  await sendTo('localhost', '--proxy', proxy.url());
  expect(proxy.asked).toEqual(['127.0.0.1', 'localhost'].map((host) => `POST http://${host}:${inbox.port}/`));
});
