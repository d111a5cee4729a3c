import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createSecureServer } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import request from 'supertest';
import { expect, onTestFinished, test } from 'vitest';
import { Authority } from '../support/http/certificates.js';
import { refusalOf, startAsCommand } from '../support/server/command-line.js';
import { sendTest } from '../support/server/send-test.js';
import { SecureInbox } from '../support/http/secure-inbox.js';
import { ServerProcess } from '../support/server/server-process.js';
import { start } from '../support/server/start.js';
import { temporaryFolder } from '../support/server/temporary-folder.js';

const HOOKS = '/api/v5/repos/demo/demo/hooks';

const NOT_TRUSTED = 'TLS failed: the certificate is not trusted';

test('a receiver with an untrusted certificate gets nothing, unless its hook disables verification', async () => {
  const inbox = await SecureInbox.open(await (await Authority.found()).sign());
  const server = await start();
  const strict = await server.hook({ url: `${inbox.url}strict` });
  const { status, status_code: code, error } = await sendTest(server, strict);
  expect({ status, code }).toEqual({ status: 'failed', code: null });
  expect(error).toContain(NOT_TRUSTED);
  const lenient = await server.hook({ url: `${inbox.url}lenient`, enable_ssl_verification: false });
  expect(await sendTest(server, lenient)).toMatchObject({
    status: 'delivered',
    status_code: 200,
    error: null,
  });
  // Its connection is still open, and must not serve the other hook.
  expect((await sendTest(server, strict)).error).toContain(NOT_TRUSTED);
  expect(inbox.paths).toEqual(['/lenient']);
});

test('a receiver that speaks HTTP/2 as well gets the HTTP/1.1 that the log shows', async () => {
  const credentials = await (await Authority.found()).sign();
  const versions: string[] = [];
  const receiver = createSecureServer({ ...credentials, allowHTTP1: true }, (incoming, response) => {
    versions.push(incoming.httpVersion);
    response.end();
  });
  receiver.listen(0, '127.0.0.1');
  await once(receiver, 'listening');
  onTestFinished(() => void receiver.close());
  const server = await start();
  const url = `https://127.0.0.1:${(receiver.address() as AddressInfo).port}/`;
  const id = await server.hook({ url, enable_ssl_verification: false });
  const { status, request: sent } = await sendTest(server, id);
  expect({ status, line: sent.line, versions }).toEqual({
    status: 'delivered',
    line: 'POST / HTTP/1.1',
    versions: ['1.1'],
  });
});

test('whether the certificate matters can be changed, and other changes leave it alone', async () => {
  const inbox = await SecureInbox.open(await (await Authority.found()).sign());
  const server = await start();
  const id = await server.hook({ url: inbox.url, enable_ssl_verification: '0' });
  const change = (fields: object) => server.api.patch(`${HOOKS}/${id}`).send(fields).expect(200);
  await change({ note_events: true });
  expect((await sendTest(server, id)).status).toBe('delivered');
  await change({ enable_ssl_verification: true });
  expect((await sendTest(server, id)).error).toContain(NOT_TRUSTED);
  await change({ enable_ssl_verification: null });
  expect((await sendTest(server, id)).error).toContain(NOT_TRUSTED);
  await change({ enable_ssl_verification: false });
  expect((await sendTest(server, id)).status).toBe('delivered');
});

test('a hook shows its documented keys only, and a value that makes no sense is refused by name', async () => {
  const { api } = await start();
  const url = 'https://127.0.0.1:1/';
  const { body } = await api.post(HOOKS).send({ url, enable_ssl_verification: false }).expect(200);
  expect(body).not.toHaveProperty('enable_ssl_verification');
  const { body: refused } = await api.post(HOOKS).send({ url, enable_ssl_verification: 'maybe' }).expect(422);
  expect(refused.error_message).toMatch(/^enable_ssl_verification must be true, false.*"maybe"/);
});

test.each([
  ['an authority of --ca has signed is trusted', 'IP:127.0.0.1', 2, /^$/],
  [
    'it has signed for another name is not',
    'DNS:elsewhere.example',
    2,
    /^TLS failed: .*certificate's altnames/,
  ],
  ['it has signed and that has expired is not', 'IP:127.0.0.1', -1, /^TLS failed: .*not trusted.*expired/],
] as const)('a certificate that %s', async (_, names, days, error) => {
  const [authority, other] = [await Authority.found(), await Authority.found()];
  const inbox = await SecureInbox.open(await authority.sign(names, days));
  const certificates = [await other.certificate(), await authority.certificate()];
  const server = await start({ settings: { certificates } });
  const delivery = await sendTest(server, await server.hook({ url: inbox.url }));
  expect(delivery.error ?? '').toMatch(error);
  expect(delivery.status).toBe(delivery.error === null ? 'delivered' : 'failed');
  const lenient = await server.hook({ url: inbox.url, enable_ssl_verification: false });
  expect((await sendTest(server, lenient)).status).toBe('delivered');
});

test('--ca takes a file with several certificates and anything between them', async () => {
  const authorities = [await Authority.found(), await Authority.found()];
  const file = join(await temporaryFolder(), 'bundle.pem');
  const bundle = await Promise.all(authorities.map((authority) => authority.certificate()));
  await writeFile(file, bundle.map((pem, index) => `# ${index}\n${pem}`).join('\n'));
  const server = await startAsCommand(['--ca', file]);
  const outcomes: unknown[] = [];
  for (const authority of authorities) {
    const inbox = await SecureInbox.open(await authority.sign());
    const id = await server.hook({ url: inbox.url });
    outcomes.push((await sendTest(server, id)).status);
  }
  expect(outcomes).toEqual(['delivered', 'delivered']);
});

test('--ca trusts besides, and not in place of, what NODE_EXTRA_CA_CERTS has Node trust', async () => {
  const [authority, other] = [await Authority.found(), await Authority.found()];
  const environment = { NODE_EXTRA_CA_CERTS: authority.file };
  const { url } = await ServerProcess.ready(['--port', '0', '--ephemeral', '--ca', other.file], environment);
  const api = request(url);
  for (const each of [authority, other]) {
    const inbox = await SecureInbox.open(await each.sign());
    const { body: hook } = await api.post(HOOKS).send({ url: inbox.url }).expect(200);
    await api.post(`${HOOKS}/${hook.id}/tests`).expect(204);
  }
  await api.post('/_mock/settle?timeout=60s').expect(200);
  const { body } = await api.get('/_mock/deliveries').expect(200);
  expect(body.items).toMatchObject([{ status: 'delivered' }, { status: 'delivered' }]);
});

test('--ca with a file that cannot be used ends the command with its reason', async () => {
  const folder = await temporaryFolder();
  const file = (name: string) => join(folder, name);
  await writeFile(file('empty'), 'nothing here');
  const broken = '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n';
  await writeFile(file('broken'), `${await (await Authority.found()).certificate()}${broken}`);
  const reasons = {
    missing: /ENOENT/,
    empty: /no certificate in it/,
    broken: /certificate 2 in it cannot be/,
  };
  for (const [name, reason] of Object.entries(reasons)) {
    const { message } = refusalOf(['--ca', file(name)]);
    expect(message).toMatch(/^--ca must be a file of PEM certificates [^\n]*$/);
    expect(message).toMatch(reason);
    expect(message).toContain(`but is ${JSON.stringify(file(name))}`);
  }
});
