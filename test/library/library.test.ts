import { existsSync } from 'node:fs';
import { mkdir, readdir, readlink, writeFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { ApiError, NotDelivered } from 'atomgit-mock';
import { Clone } from '../support/git/clone.js';
import { started } from '../support/library/started.js';

/** Where Linux lists the files that this process has open. */
const OPEN_FILES = '/proc/self/fd';

test('a merge request goes from its branch to its merge, and the inbox gets each webhook by its name', async () => {
  const atomgit = await started();
  const repo = await atomgit.repository('team/shop');
  const inbox = await atomgit.inbox({ user: 'ci', password: 's3cret' });
  await repo.hook(inbox.url, { events: ['push', 'tag_push', 'merge_request', 'note'], password: 'secret' });

  const first = await repo.commit(
    { 'a.txt': 'one', 'gone.txt': 'x', 'bytes.bin': new Uint8Array([0, 255]) },
    { branch: 'feature', message: 'Two files', author: { name: 'Bo', email: 'bo@example.com' }, as: 'ada' },
  );
  const second = await repo.commit(
    { 'gone.txt': null, 'run.sh': { content: '#!/bin/sh\n', executable: true } },
    { branch: 'feature', date: '2026-01-02T03:04:05+08:00', parents: [first.sha] },
  );
  await repo.branch('other', { from: first.sha });
  await repo.tag('v1', { at: 'feature', message: 'One' });
  const mr = await repo.mergeRequest({ source: 'feature', title: 'Hi', description: 'There', as: 'ada' });
  await mr.comment('Looks good');
  await mr.edit({ title: 'Hello' });
  await mr.close();
  await mr.reopen();
  const { sha } = await mr.merge({ method: 'merge' });

  const push = await inbox.next('Push Hook');
  expect(push.headers).toMatchObject({ 'x-atomgit-token': 'secret' });
  expect(push.body).toMatchObject({ ref: 'refs/heads/feature', after: first.sha, user_name: 'ada' });
  expect(push.body.commits).toMatchObject([{ message: 'Two files\n', author: { name: 'Bo' } }]);
  const { body } = await inbox.next('Push Hook');
  expect(body.commits).toMatchObject([{ id: second.sha, timestamp: '2026-01-02T03:04:05+08:00' }]);
  expect((await inbox.next('Push Hook')).body).toMatchObject({ ref: 'refs/heads/other', after: first.sha });
  expect((await inbox.next('Tag Push Hook')).body).toMatchObject({ ref: 'refs/tags/v1' });
  expect((await inbox.next('Note Hook')).body).toMatchObject({ object_attributes: { note: 'Looks good' } });
  for (const action of ['open', 'update', 'close', 'reopen', 'merge'])
    expect((await inbox.next('Merge Request Hook')).body).toMatchObject({ object_attributes: { action } });
  expect((await inbox.next()).body).toMatchObject({ ref: 'refs/heads/master', after: sha });
  await atomgit.settle();
  expect(inbox.rest()).toEqual([]);
  expect(inbox.received).toHaveLength(11);
  expect(await mr.get()).toMatchObject({ number: 1, title: 'Hello', state: 'merged' });
});

test('real git pushes as the named user', async () => {
  const atomgit = await started({ auth: 'strict' });
  const { token } = await atomgit.user({ login: 'ada', name: 'Ada' });
  const repo = await atomgit.repository('ada/notes', { as: 'ada' });
  const inbox = await atomgit.inbox();
  await repo.hook(inbox.url, { as: 'ada' });
  const clone = await Clone.of(repo.cloneUrl.replace('://', `://ada:${token}@`));
  const sha = await clone.commit('hello');

  await repo.push({ folder: clone.folder, refs: ['HEAD:feature'], as: 'ada' });

  expect((await inbox.next('Push Hook')).body).toMatchObject({ after: sha, user_name: 'Ada' });
  const pushing = repo.push({ folder: clone.folder, refs: ['HEAD:feature'], as: 'stranger' });
  await expect(pushing).rejects.toThrow(/403|404|not found|denied/i);
  await expect((await atomgit.fetch('/api/v5/user', { as: 'ada' })).json()).resolves.toMatchObject({
    login: 'ada',
  });
});

test('whoever is there already is acted as, in any case of letters, wherever they came from', async () => {
  const seed = {
    users: [
      { login: 'ada', token: 'of-ada' },
      { login: 'atomgit', token: 'of-atomgit' },
    ],
  };
  const atomgit = await started({ auth: 'strict', seed });
  const userAs = async (as: string) => (await atomgit.fetch('/api/v5/user', { as })).json();
  expect(await userAs('ADA')).toMatchObject({ login: 'ada' });
  expect(await atomgit.user({ login: 'Ada', name: 'Other' })).toMatchObject({ name: 'ada', token: 'of-ada' });
  await expect(Promise.all(['bo', 'Bo', 'BO'].map(userAs))).resolves.toHaveLength(3);
  expect(await userAs('bo')).toHaveProperty('login', expect.stringMatching(/^bo$/i));
  const moment = await atomgit.snapshot();
  await atomgit.reset();
  const { token } = await atomgit.user('bo');
  await moment.restore();
  expect((await atomgit.user('bo')).token).not.toBe(token);
  expect((await atomgit.fetch('/api/v5/user', { as: 'bo' })).status).toBe(200);
  await atomgit.seed({ users: [{ login: 'cy' }, { login: 'atomgit', token: 'another' }] });
  expect(await userAs('cy')).toMatchObject({ login: 'cy' });
  await atomgit.seed({});
  expect(await atomgit.user('atomgit')).toMatchObject({ token: 'atomgit-token' });
  await atomgit.repository('team/shop');
  await expect(atomgit.user('team')).rejects.toThrow(/409.*taken/s);
});

test('waiting for the wrong delivery shows what came instead', async () => {
  const atomgit = await started();
  const repo = await atomgit.repository('demo/demo');
  const inbox = await atomgit.inbox();
  const { id: hook } = await repo.hook(inbox.url);
  inbox.answer({ status: 500, body: 'no' }, {});
  const { sha } = await repo.commit({ 'a.txt': 'a' }, { branch: 'x' });
  await repo.commit({ 'b.txt': 'b' }, { branch: 'y' });

  const failed = await atomgit.waitFor({ event: 'Push Hook', ref: 'refs/heads/x', status: 'failed' });
  expect(failed.body).toMatchObject({ after: sha });
  expect(failed.response).toMatchObject({ status: 500, body: 'no' });
  expect(await atomgit.waitFor({ hook, count: 2 })).toHaveLength(2);
  await atomgit.settle({ hook });
  await atomgit.verify({ expect: [{ event: 'push', ref: 'refs/heads/x', count: 1 }] });
  const wrong = atomgit.verify({ expect: [{ event: 'note' }] });
  await expect(wrong).rejects.toThrow(/answers 406: .*Note Hook/s);
  const [listed, ...others] = await atomgit.deliveries({ status: 'delivered' });
  expect(listed?.latest_attempt).toMatchObject({ status: 200, error: null });
  expect(listed?.event_id).not.toBe(failed.event_id);
  expect(others).toEqual([]);
  expect(await atomgit.deliveries({ status: 'cancelled' })).toEqual([]);
  expect(await atomgit.delivery(failed.id)).toEqual(failed);

  const overrides = { user_name: 'Ann' };
  await atomgit.trigger({ repository: 'demo/demo', event: 'push', url: inbox.url, overrides });
  await atomgit.waitFor({ body: { user_name: 'Ann' } });

  const late = atomgit.waitFor({ ref: 'refs/heads/z', timeout: '10ms' });
  await expect(late).rejects.toThrow(NotDelivered);
  await expect(late).rejects.toThrow(/ref is "refs\/heads\/y", not "refs\/heads\/z"/);
  const empty = inbox.next('Note Hook', { timeoutMs: 1 });
  await expect(empty).rejects.toThrow(/no Note Hook within 1 ms; what did arrive:\n {2}Push Hook/);
  await expect(repo.mergeRequest({ source: 'nowhere', title: 'Hi' })).rejects.toThrow(ApiError);
});

test('faults and the clock can be controlled', async () => {
  const seed = { repositories: [{ full_name: 'team/app', commits: [{ files: { 'a.txt': '1' } }] }] };
  const clock = new Date('2026-01-01T00:00:00Z');
  const atomgit = await started({ retries: '1h', clock, seed });
  const repo = await atomgit.repository('team/app');
  const inbox = await atomgit.inbox();
  await repo.hook(inbox.url);
  const fault = await atomgit.faults.add({ kind: 'drop' });
  await repo.commit({ 'a.txt': 'a' });
  await atomgit.waitFor({ status: 'pending' });
  expect(await atomgit.clock.advance('1h')).toEqual({ now: '2026-01-01T01:00:00.000Z', frozen: true });
  await inbox.next('Push Hook');
  expect(await atomgit.faults.list()).toMatchObject([{ id: fault.id, struck: 1 }]);
  await atomgit.faults.clear();
  expect(await atomgit.clock.reset()).toMatchObject({ frozen: false });
});

test('in strict, the library has the token of whatever state the server is brought to', async () => {
  const atomgit = await started({ auth: 'strict' });
  const before = await atomgit.snapshot();
  await atomgit.seed({ users: [{ login: 'atomgit', token: 'other' }] });
  await before.restore();
  expect(await atomgit.deliveries()).toEqual([]);
  await atomgit.reset();
  expect(await atomgit.deliveries()).toEqual([]);
  await atomgit.seed('repositories: []');
  expect(await atomgit.deliveries()).toEqual([]);
});

test('a reset takes all back to the start, and a snapshot to its moment', async () => {
  const atomgit = await started();
  const repo = await atomgit.repository('team/shop');
  const { sha } = await repo.commit({ 'a.txt': 'a' }, { branch: 'x', as: 'ada' });
  const moment = await atomgit.snapshot('moment');
  await repo.commit({ 'b.txt': 'b' }, { branch: 'x' });
  await moment.restore();
  expect(await (await repo.fetch('/branches/x')).json()).toMatchObject({ commit: { id: sha } });
  await moment.remove();
  await atomgit.reset();
  expect((await repo.fetch('')).status).toBe(404);
  // Whoever was made before the reset is made again.
  await atomgit.repository('team/shop');
  await repo.commit({ 'a.txt': 'a' }, { as: 'ada' });
});

test('a seed takes the place of everything, and a reset goes back to it', async () => {
  const atomgit = await started();
  const repo = await atomgit.repository('team/shop');
  const commits = [{ files: { 'a.txt': 'a' }, as: 'ada' }];
  await atomgit.seed({ users: [{ login: 'ada' }], repositories: [{ full_name: 'team/app', commits }] });
  expect((await repo.fetch('')).status).toBe(404);
  await atomgit.seed('repositories: [{ full_name: team/shop, description: From text }]');
  expect(await repo.get()).toMatchObject({ description: 'From text' });
  await repo.commit({ 'b.txt': 'b' }, { as: 'ada' });
  await atomgit.reset();
  expect(await (await repo.fetch('/branches')).json()).toEqual([]);
  await expect(atomgit.seed({ repositories: [{ full_name: 'shop' }] })).rejects.toThrow(/full_name/);
  expect(await repo.get()).toMatchObject({ full_name: 'team/shop' });
});

test('an issue is opened, changed and closed, and hooks whose dialect has issues get the events', async () => {
  const atomgit = await started({ dialect: 'gitcode' });
  const repo = await atomgit.repository('team/shop');
  const inbox = await atomgit.inbox({ dialect: 'gitcode' });
  await repo.hook(inbox.url, { events: ['issue', 'note'] });

  const issue = await repo.issue({ title: 'Broken', description: 'It is', labels: ['bug'], as: 'ada' });
  await issue.comment('Not here', { as: 'bo' });
  await issue.edit({ title: 'Broken again' });
  await issue.close();
  await issue.reopen({ as: 'ada' });

  for (const action of ['open', 'update', 'close', 'reopen']) {
    const { body } = await inbox.next('Issue Hook');
    expect(body).toMatchObject({ object_attributes: { action, iid: issue.number } });
  }
  expect((await inbox.next('Note Hook')).body).toMatchObject({ object_attributes: { note: 'Not here' } });
  expect(await issue.get()).toMatchObject({ title: 'Broken again', state: 'opened', body: 'It is' });
});

test('servers in one process do not disturb each other, and the environment has no say', async () => {
  process.env['ATOMGIT_MOCK_AUTH'] = 'strict';
  try {
    const logs: [string[], string[]] = [[], []];
    const [one, two] = await Promise.all([
      started({ log: (lines) => logs[0].push(lines) }),
      started({ seed: 'none', log: (lines) => logs[1].push(lines) }),
    ]);
    const repo = await one.repository('team/one');
    expect((await fetch(`${one.url}/api/v5/user`)).status).toBe(200);
    expect((await repo.fetch('')).status).toBe(200);
    expect((await two.fetch('/api/v5/repos/team/one')).status).toBe(404);
    await repo.commit({ 'a.txt': 'a' });
    await (await two.repository('team/two')).commit({ 'a.txt': 'a' });
    await one.stop();
    expect((await two.fetch('/api/v5/user')).status).toBe(200);
    await two.stop();
    expect(logs.map((lines) => [...new Set(lines.join().match(/team\/\w+/g))])).toEqual([
      ['team/one'],
      ['team/two'],
    ]);
  } finally {
    delete process.env['ATOMGIT_MOCK_AUTH'];
  }
});

test.for<[object, RegExp]>([
  [{ timeout: 'soon' }, /--timeout must be .* but is "soon"/],
  [{ timeout: '30d' }, /--timeout must be .*, at most 24d, but is "30d"/],
  [{ retries: '1s,2d' }, /--retries must be .*, at most 24h each, but is "1s,2d"/],
  [{ port: 70_000 }, /--port must be/],
  [{ potr: 1 }, /there is no setting potr; did you mean port\?/],
])('a setting that cannot be is refused: %o', async ([options, message]) => {
  await expect(started(options)).rejects.toThrow(message);
});

test('a folder that is given stays', async () => {
  const data = `${process.env['TMPDIR']}/kept-${process.pid}`;
  await mkdir(data, { recursive: true });
  await writeFile(`${data}/mine`, '');
  // Whatever it is called by others, it is asked at its own address.
  const atomgit = await started({ data, publicUrl: 'http://git.example:3900' });
  await atomgit.repository('team/kept');
  await atomgit.stop();
  await using again = await started({ data });
  expect((await again.fetch('/api/v5/repos/team/kept')).status).toBe(200);
});

test.skipIf(!existsSync(OPEN_FILES))('a start that fails part way leaves no file open', async () => {
  const data = `${process.env['TMPDIR']}/failing-${process.pid}`;
  await mkdir(data, { recursive: true });
  await writeFile(`${data}/snapshots`, 'no folder');
  await expect(started({ data })).rejects.toThrow('snapshots');
  const open = (await readdir(OPEN_FILES)).map((name) => readlink(`${OPEN_FILES}/${name}`).catch(() => ''));
  expect((await Promise.all(open)).filter((file) => file.startsWith(data))).toEqual([]);
});
