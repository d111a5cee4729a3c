import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { allowedHosts } from '../../apps/server/src/settings/values/allowed-hosts.js';
import { Clone } from '../support/git/clone.js';
import { rawLines, rawRequest, type RawRequest } from '../support/http/raw-request.js';
import { start } from '../support/server/start.js';

const FORM = { 'Content-Type': 'application/x-www-form-urlencoded' };

const shared = () => start({ settings: { seed: 'none', publicUrl: 'https://git.corp.example/mirror' } });

const statusOf = (answer: string): number => Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1]);

test('a foreign host name (DNS rebinding) reads and changes nothing, and the answer says how to allow it', async () => {
  const { url, api } = await start({ hook: {} });
  const headers = { Host: 'evil.example' };
  for (const path of ['/_mock/deliveries', '/_mock/stream', '/api/v5/user', '/_sink/ci/requests']) {
    const { status, text } = await rawRequest(url, { path, headers });
    expect(status).toBe(421);
    expect(JSON.parse(text)).toMatchObject({
      error_code: 421,
      error_code_name: 'MISDIRECTED_REQUEST',
      error_message: expect.stringMatching(/"evil\.example".*--allow-hosts evil\.example/),
    });
  }
  for (const path of ['/demo/demo', '/demo/demo.git/info/refs?service=git-upload-pack', '/', '/%zz']) {
    const answer = await rawRequest(url, { path, headers });
    expect(answer).toMatchObject({ status: 421, text: expect.stringMatching(/^[^{]*--allow-hosts.*\n$/) });
    expect(answer.headers['content-type']).toMatch(/^text\/plain/);
  }
  const body = 'login=mallory';
  await rawRequest(url, { method: 'POST', path: '/_mock/users', headers: { ...headers, ...FORM }, body });
  await api.post('/_mock/users').send({ login: 'mallory' }).expect(201);
});

test('git shows why its request is refused', async () => {
  const { url } = await start();
  const header = ['-c', 'http.extraHeader=Host: evil.example'];
  const work = await Clone.empty(`${url}/demo/demo.git`);
  await expect(work.git(...header, 'fetch')).rejects.toMatchObject({
    stderr: expect.stringMatching(/--allow-hosts evil\.example/),
  });
});

const OWN_HOSTS = [
  '127.0.0.1',
  '10.1.2.3:80',
  '127.1',
  '[::1]',
  '[::1]:3900',
  '[FD00::1]:1',
  'localhost',
  'LOCALHOST:1',
  'localhost:',
  'localhost.:3900',
  'git.localhost',
  'atomgit',
  'my_service:3900',
  'git.corp.example',
  'Git.Corp.Example.:8443',
];

const FOREIGN_HOSTS = [
  'evil.example',
  'EVIL.example.:3900',
  '127.0.0.1.evil.example',
  'localhost.evil.example',
  'evil-localhost.example',
  'sub.git.corp.example',
  'xn--e1awd7f.example',
  '..',
];

test('an address, localhost, a name without dots and the public URL lead to the server, any other name does not', async () => {
  const { localUrl: url } = await shared();
  const statusFor = async (host: string) =>
    (await rawRequest(url, { path: '/_mock/ready', headers: { Host: host } })).status;
  for (const host of OWN_HOSTS) expect.soft(await statusFor(host), host).toBe(200);
  for (const host of FOREIGN_HOSTS) expect.soft(await statusFor(host), host).toBe(421);
});

const NO_HOSTS: readonly (readonly [readonly string[], RegExp])[] = [
  [['Host: localhost:99999'], /"localhost:99999" is not a host/],
  [['Host: local host'], /"local host" is not a host/],
  [['Host: me@localhost'], /is not a host/],
  [['Host: [::1'], /is not a host/],
  [['Host: [::g]'], /is not a host/],
  [['Host: localhost/'], /is not a host/],
  [['Host: a%2eb'], /is not a host/],
  [['Host:'], /Host is missing/],
  [[], /Host is missing/],
  [['Host: localhost', 'Host: evil.example'], /Host is given 2 times/],
  [['Host: localhost', 'host: localhost'], /Host is given 2 times/],
];

test('a request whose host is missing, doubled or none is refused as HTTP says', async () => {
  const { localUrl: url } = await shared();
  for (const [lines, message] of NO_HOSTS) {
    const answer = await rawLines(url, 'GET /_mock/ready HTTP/1.1', ...lines, 'Connection: close');
    expect.soft(statusOf(answer), lines.join()).toBe(400);
    expect.soft(answer.replaceAll('\\"', '"')).toMatch(message);
  }
});

test('a client of HTTP/1.0 needs no host, and one that it names counts', async () => {
  const { localUrl: url } = await shared();
  expect(statusOf(await rawLines(url, 'GET /_mock/ready HTTP/1.0'))).toBe(200);
  expect(statusOf(await rawLines(url, 'GET /_mock/ready HTTP/1.0', 'Host: evil.example'))).toBe(421);
});

test('a whole address in the request line is answered as its path is, and its host is the one that counts', async () => {
  const { localUrl: url } = await shared();
  const ask = async (target: string, ...lines: readonly string[]) => {
    const answer = await rawLines(url, `GET ${target} HTTP/1.1`, ...lines, 'Connection: close');
    return { status: statusOf(answer), body: answer.split('\r\n\r\n').slice(1).join() };
  };
  expect(await ask('http://x/_mock/ready', 'Host: x')).toMatchObject({ status: 200, body: '{"ready":true}' });
  expect(await ask('HTTPS://localhost:1/_mock/deliveries?limit=1', 'Host: x')).toMatchObject({ status: 200 });
  expect(await ask('http://x/demo/demo', 'Host: x')).toMatchObject({ status: 404 });
  expect(await ask('http://x', 'Host: x')).toMatchObject({
    status: 200,
    body: expect.stringContaining('/_mock/deliveries'),
  });
  expect(await ask('http://x?a=1', 'Host: x')).toMatchObject({ status: 200 });
  expect(await ask('http://evil.example/_mock/ready', 'Host: localhost')).toMatchObject({ status: 421 });
  expect(await ask('http://localhost/_mock/ready', 'Host: evil.example')).toMatchObject({ status: 200 });
  expect(await ask('http://localhost:0x50/_mock/ready', 'Host: localhost')).toMatchObject({ status: 400 });
  expect(await ask('ftp://localhost/_mock/ready', 'Host: localhost')).toMatchObject({ status: 400 });
  expect(await ask('*', 'Host: localhost')).toMatchObject({ status: 404 });
});

test('--allow-hosts names further hosts, one by one, with all below them, or all there are', async () => {
  const lists = {
    'git.example.com': { 'git.example.com': 200, 'sub.git.example.com': 421 },
    '*.example.com': { 'git.example.com': 200, 'example.com': 421, 'badexample.com': 421 },
    'a.test, .Example.com.': { 'a.b.example.com': 200, 'example.com': 200, 'A.test:80': 200, 'b.test': 421 },
    '*': { 'anything.example': 200 },
  };
  for (const [list, hosts] of Object.entries(lists)) {
    const settings = { seed: 'none', allowedHosts: allowedHosts(list) ?? [] } as const;
    const { url } = await start({ settings });
    for (const [host, status] of Object.entries(hosts)) {
      const answer = await rawRequest(url, { path: '/_mock/ready', headers: { Host: host } });
      expect.soft(answer.status, `${list}: ${host}`).toBe(status);
    }
  }
});

const ELSEWHERE = [
  { Origin: 'http://evil.example' },
  { Origin: 'null' },
  { Origin: '' },
  { Origin: 'file://' },
  { Origin: 'chrome-extension://abcdef' },
  { 'Sec-Fetch-Site': 'cross-site' },
  { 'Sec-Fetch-Site': 'same-site' },
  { 'Sec-Fetch-Site': 'cross-site', Origin: 'http://localhost:3900' },
  { Origin: 'http://localhost:3901' },
  { Origin: 'http://127.0.0.1:3900' },
  { Origin: 'http://localhost' },
];

const HARM: readonly RawRequest[] = [
  { method: 'POST', path: '/_mock/users', headers: FORM, body: 'login=mallory' },
  { method: 'POST', path: '/api/v5/user/repos', headers: FORM, body: 'name=mallory' },
  { method: 'DELETE', path: '/_mock/faults' },
  { method: 'POST', path: '/api/v5/no/such/thing' },
  { method: 'POST', path: '/_sink/ci' },
  { path: '/_mock/deliveries' },
  { path: '/%5Fmock/deliveries' },
  { path: '/_mock/stream' },
  { method: 'HEAD', path: '/_mock/stream' },
  { path: '/_sink/ci/requests' },
];

test('a web page of another address changes nothing and reads no log', async () => {
  const { url, api } = await start({ settings: { seed: 'none' } });
  for (const headers of ELSEWHERE) {
    const from = { Host: 'localhost:3900', ...headers };
    for (const request of HARM) {
      const answer = await rawRequest(url, { ...request, headers: { ...request.headers, ...from } });
      expect.soft(answer.status, `${JSON.stringify(headers)} ${request.path}`).toBe(403);
      const words = /^{.*"error_message":"[^"]*web page of another address/;
      expect.soft(answer.text).toMatch(request.method === 'HEAD' ? /^$/ : words);
    }
    const type = { 'Content-Type': 'application/x-git-receive-pack-request' };
    const push = { method: 'POST', path: '/demo/demo.git/git-receive-pack', body: '0000' } as const;
    const git = await rawRequest(url, { ...push, headers: { ...from, ...type } });
    expect.soft(git).toMatchObject({ status: 403, text: expect.stringMatching(/^[^{]*web page.*\n$/) });
    // Browsers keep such answers from the page themselves.
    expect.soft((await rawRequest(url, { path: '/api/v5/user', headers: from })).status).toBe(200);
  }
  await api.post('/_mock/users').send({ login: 'mallory' }).expect(201);
});

const HERE = [
  {},
  { Origin: 'http://localhost:3900' },
  { Origin: 'https://LOCALHOST:3900' },
  { Origin: 'http://localhost:3900', 'Sec-Fetch-Site': 'same-origin' },
  { Origin: 'http://localhost:3900', 'Sec-Fetch-Site': 'same-site' },
  { 'Sec-Fetch-Site': 'same-origin' },
  { 'Sec-Fetch-Site': 'none' },
  { Origin: 'https://git.corp.example' },
];

test("the server's own pages, and clients that are no pages, may do everything", async () => {
  const { localUrl: url } = await shared();
  for (const [index, headers] of HERE.entries()) {
    const from = { Host: 'localhost:3900', ...headers };
    const body = `login=user${index}`;
    const made = await rawRequest(url, {
      method: 'POST',
      path: '/_mock/users',
      headers: { ...from, ...FORM },
      body,
    });
    expect.soft(made.status, JSON.stringify(headers)).toBe(201);
    const read = await rawRequest(url, { path: '/_mock/deliveries', headers: from });
    expect.soft(read.status, JSON.stringify(headers)).toBe(200);
  }
});

test('where the host has no port, an origin with the usual one of its scheme is the same', async () => {
  const { url } = await start({ settings: { seed: 'none' } });
  const statuses = ['https://atomgit', 'http://atomgit', 'http://atomgit:8080'].map(async (origin) => {
    const headers = { Host: 'atomgit', Origin: origin };
    return (await rawRequest(url, { method: 'DELETE', path: '/_mock/faults', headers })).status;
  });
  expect(await Promise.all(statuses)).toEqual([204, 204, 403]);
});

test('a receiver in another process can call back and push', async () => {
  const { api, url, hook, remote, settled } = await start();
  const work = await Clone.of(remote());
  const receiver = createServer((_request, response) => {
    const calledBack = fetch(`${url}/api/v5/user/repos`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ name: 'called-back' }),
    });
    void calledBack.then(({ status }) => response.writeHead(status).end());
  }).listen(0, '127.0.0.1');
  await once(receiver, 'listening');
  onTestFinished(() => void receiver.close());
  await hook({ url: `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/` });
  await work.commit('hello');
  await work.push();
  await settled();
  const { body } = await api.get('/_mock/deliveries').expect(200);
  expect(body.items).toMatchObject([{ status: 'delivered', status_code: 200 }]);
  await api.get('/api/v5/repos/atomgit/called-back').expect(200);
});
