import { existsSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { appendFile, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { Clone, git } from '../support/git/clone.js';
import { Inbox } from '../support/http/inbox.js';
import { LargePush } from '../support/git/large-push.js';
import { rawRequest } from '../support/http/raw-request.js';
import { ServerProcess } from '../support/server/server-process.js';
import { start } from '../support/server/start.js';
import { temporaryFolder } from '../support/server/temporary-folder.js';

const ZERO_SHA = '0'.repeat(40);

/** Runs git and hands back what it sent and got over HTTP. */
async function wire(folder: string, ...args: string[]): Promise<string> {
  const file = join(await temporaryFolder(), 'wire');
  await git(folder, args, { GIT_TRACE_CURL: file, GIT_TRACE_CURL_NO_DATA: '1' });
  return readFile(file, 'utf8');
}

const refsOf = (folder: string) => git(folder, ['for-each-ref', '--format=%(refname) %(objectname)']);

test.each([0, 1, 2])('git that speaks protocol version %i clones, pushes and fetches', async (version) => {
  const { inbox, remote } = await start({ hook: { push_events: true } });
  const speaking = ['-c', `protocol.version=${version}`];
  const mine = await Clone.of(remote(), ...speaking);
  const theirs = await Clone.of(remote(), ...speaking);

  const after = await mine.commit('hello');
  const pushed = await wire(mine.folder, 'push', 'origin', 'master');
  expect((await inbox.next()).body).toMatchObject({ ref: 'refs/heads/master', after });
  const fetched = await wire(theirs.folder, 'fetch', 'origin');

  expect(await theirs.sha('origin/master')).toBe(after);
  // A push knows two versions; git falls back to the first when it is told to speak the third.
  expect(pushed.includes('Git-Protocol: version=')).toBe(version === 1);
  expect(fetched.includes(`Git-Protocol: version=${version}`)).toBe(version > 0);
});

test('an address without .git is the same repository', async () => {
  const { inbox, url, clone } = await start({ hook: { push_events: true } });
  const work = await Clone.of(`${url}/demo/demo`);
  const after = await work.commit('hello');
  await work.push('master');
  expect((await inbox.next()).body).toMatchObject({
    after,
    repository: { git_http_url: `${url}/demo/demo.git` },
  });
  expect(await (await clone()).sha()).toBe(after);
});

test.each([0, 2])('a fetch that git compresses is understood in version %i', async (version) => {
  const { clone, remote } = await start();
  const [mine, theirs] = [await clone(), await Clone.of(remote(), '-c', `protocol.version=${version}`)];
  const shas = await mine.commits(40);
  await mine.push(...shas.map((sha) => `${sha}:refs/tags/${sha}`));

  const trace = await wire(theirs.folder, 'fetch', '--tags', 'origin');
  expect(trace).toContain('Content-Encoding: gzip');
  expect(await theirs.sha(`refs/tags/${shas[0]}`)).toBe(shas[0]);
});

test('a push in a compressed body is understood', async () => {
  const { inbox, url, clone } = await start({ hook: { push_events: true } });
  const work = await clone();
  const before = await work.sha();
  const after = await work.commit('hello');
  const body = gzipSync(await work.pushBody({ ref: 'refs/heads/master', before, after }));
  const answer = await rawRequest(url, {
    method: 'POST',
    path: '/demo/demo.git/git-receive-pack',
    headers: {
      'Content-Type': 'application/x-git-receive-pack-request',
      'Content-Encoding': 'gzip',
      'Content-Length': String(body.length),
    },
    body,
  });
  expect(answer).toMatchObject({ status: 200, text: expect.stringContaining('ok refs/heads/master') });
  expect((await inbox.next()).body).toMatchObject({ before, after });
});

test.each([
  ['no report', '', ''],
  ['a report of its own', 'report-status', 'ok refs/heads/master'],
  ['a report in a side band', 'report-status side-band-64k', 'ok refs/heads/master'],
])('a push of a client that asks for %s is on record when it is answered', async (_, capabilities, text) => {
  const { inbox, url, clone, settled } = await start({ hook: { push_events: true } });
  const work = await clone();
  const before = await work.sha();
  const push = async (after: string) => {
    const body = await work.pushBody({ ref: 'refs/heads/master', before, after }, capabilities);
    const headers = { 'Content-Type': 'application/x-git-receive-pack-request' };
    return rawRequest(url, { method: 'POST', path: '/demo/demo.git/git-receive-pack', headers, body });
  };
  const after = await work.commit('taken');
  expect(await push(after)).toMatchObject({ status: 200, text: expect.stringContaining(text) });
  await settled();
  expect(inbox.rest().map(({ body }) => body)).toMatchObject([{ before, after }]);

  // Git refuses what does not start where the branch is.
  const late = await work.commit('refused');
  await push(late);
  await settled();
  expect(inbox.rest()).toEqual([]);
});

test('a push that deletes a missing ref or changes nothing sends nothing', async () => {
  const { inbox, url, clone, settled } = await start({ hook: { push_events: true } });
  const sha = await (await clone()).sha();
  const [zero, unknown] = ['0'.repeat(40), 'd'.repeat(40)];
  for (const change of [
    `${zero} ${zero} refs/heads/none`,
    `${unknown} ${zero} refs/heads/none`,
    `${sha} ${sha} refs/heads/master`,
  ]) {
    const command = `${change}\0report-status`;
    const body = `${(command.length + 4).toString(16).padStart(4, '0')}${command}0000`;
    const headers = { 'Content-Type': 'application/x-git-receive-pack-request' };
    const answer = await rawRequest(url, {
      method: 'POST',
      path: '/demo/demo.git/git-receive-pack',
      headers,
      body,
    });
    expect(answer.status).toBe(200);
  }
  await settled();
  expect(inbox.rest()).toEqual([]);
});

test('a push of 2 MB is understood in chunks and in one piece', async () => {
  const { inbox, clone } = await start({ hook: { push_events: true } });
  const work = await clone();
  for (const [postBuffer, header] of [
    [65_536, /Transfer-Encoding: chunked/],
    [10_000_000, /Content-Length: 2\d{6}\r?$/m],
  ] as const) {
    const after = await work.commitFile('noise.bin', randomBytes(2_000_000));
    const trace = await wire(work.folder, '-c', `http.postBuffer=${postBuffer}`, 'push', 'origin', 'master');
    expect(trace).toMatch(header);
    expect((await inbox.next()).body).toMatchObject({ after, total_commits_count: 1 });
  }
});

test('a shallow clone has one commit, can push, and can be deepened', async () => {
  const { inbox, remote } = await start({ hook: { push_events: true } });
  const work = await Clone.of(remote(), '--depth=1');
  expect(await work.git('rev-list', '--count', 'HEAD')).toBe('1');
  const after = await work.commit('hello');
  await work.push('master');
  expect((await inbox.next()).body).toMatchObject({ after, total_commits_count: 1 });
  await work.git('fetch', '--quiet', '--unshallow');
  expect(await work.git('rev-list', '--count', 'HEAD')).toBe('3');
});

test('a partial clone fetches a file when it is looked at', async () => {
  const { remote } = await start();
  const work = await Clone.of(remote(), '--filter=blob:none', '--no-checkout');
  const missing = () => work.git('rev-list', '--objects', '--all', '--missing=print', '--no-object-names');
  expect((await missing()).match(/^\?/gm)).toHaveLength(2);
  await work.git('checkout', '--quiet', 'master');
  expect((await missing()).match(/^\?/gm)).toHaveLength(1);
  expect(await readFile(join(work.folder, 'README.md'), 'utf8')).toContain('# demo');
});

test('a single-branch clone has no other branch', async () => {
  const { clone, remote } = await start();
  const first = await clone();
  await first.push('master:refs/heads/feature', 'master:refs/heads/other');
  const work = await Clone.of(remote(), '--single-branch', '--branch=feature');
  expect(await work.git('branch', '--remotes', '--format=%(refname)')).toBe('refs/remotes/origin/feature');
});

test('--force-with-lease overwrites only the expected value', async () => {
  const { inbox, clone, settled } = await start({ hook: { push_events: true } });
  const [mine, theirs] = [await clone(), await clone()];
  const seen = await theirs.commit('theirs');
  await theirs.push('master');
  await inbox.next();

  await mine.git('commit', '--quiet', '--amend', '--message', 'mine');
  await expect(mine.push('--force-with-lease', 'master')).rejects.toThrow(/stale info/);
  await settled();
  expect(inbox.rest()).toEqual([]);

  await mine.git('fetch', '--quiet');
  await mine.push('--force-with-lease', 'master');
  expect((await inbox.next()).body).toMatchObject({ before: seen, after: await mine.sha() });
});

test('--atomic refuses all refs when one is refused, and nothing is sent', async () => {
  const { inbox, bare, clone, settled } = await start({ hook: { push_events: true, tag_push_events: true } });
  await writeFile(join(bare(), 'hooks/update'), '#!/bin/sh\n[ "$1" != refs/heads/locked ]\n', {
    mode: 0o755,
  });
  const work = await clone();
  await work.git('tag', 'v1');
  const before = await refsOf(bare());
  await expect(work.push('--atomic', 'HEAD:refs/heads/a', 'HEAD:refs/heads/locked', 'v1')).rejects.toThrow(
    /atomic/,
  );
  await settled();
  expect(await refsOf(bare())).toBe(before);
  expect(inbox.rest()).toEqual([]);

  await work.push('--atomic', 'HEAD:refs/heads/a', 'HEAD:refs/heads/b');
  const calls = await inbox.several(2);
  expect(calls.map(({ body }) => body)).toMatchObject([{ ref: 'refs/heads/a' }, { ref: 'refs/heads/b' }]);
});

test('--mirror makes the repository the same as the clone', async () => {
  const { inbox, bare, clone, remote } = await start({ hook: { push_events: true, tag_push_events: true } });
  const work = await clone();
  await work.push('HEAD:refs/heads/doomed', 'HEAD:refs/tags/doomed');
  await inbox.several(2);

  const mirror = await Clone.of(remote(), '--mirror');
  await mirror.git('update-ref', '-d', 'refs/heads/doomed');
  await mirror.git('update-ref', '-d', 'refs/tags/doomed');
  await mirror.git('update-ref', 'refs/heads/new', 'refs/heads/master');
  await mirror.git('push', '--quiet', '--mirror', remote());

  expect(await refsOf(bare())).toBe(await refsOf(mirror.folder));
  const events = (await inbox.several(3)).map(({ body }) => body as { ref: string; after: string });
  expect(events.map(({ ref }) => ref).sort()).toEqual([
    'refs/heads/doomed',
    'refs/heads/new',
    'refs/tags/doomed',
  ]);
  expect(events.filter(({ after }) => after === ZERO_SHA)).toHaveLength(2);
});

test("push options reach the repository's own hooks", async () => {
  const { inbox, bare, clone } = await start({ hook: { push_events: true } });
  const options = join(await temporaryFolder(), 'options');
  await appendFile(
    join(bare(), 'hooks/pre-receive'),
    `echo "$GIT_PUSH_OPTION_COUNT $GIT_PUSH_OPTION_0 $GIT_PUSH_OPTION_1" > ${options}\n`,
  );
  const work = await clone();
  await work.commit('hello');
  await work.push('-o', 'ci.skip', '-o', 'note=你好', 'master');
  expect(await readFile(options, 'utf8')).toBe('2 ci.skip note=你好\n');
  expect((await inbox.next()).body).toMatchObject({ ref: 'refs/heads/master' });
});

test('a push of 300 refs sends 300 deliveries in the order in which git reports the refs', async () => {
  const { inbox, clone, settled } = await start({ hook: { push_events: true, tag_push_events: true } });
  const work = await clone();
  await work.commit('hello');
  const refs = Array.from({ length: 300 }, (_, index) =>
    // A branch costs the server more than a tag.
    index % 10 === 0 ? `HEAD:refs/heads/b${index}` : `HEAD:refs/tags/t${index}`,
  );
  const packets = join(await temporaryFolder(), 'packets');
  await git(work.folder, ['push', '--quiet', 'origin', ...refs], { GIT_TRACE_PACKET: packets });

  await settled();
  const calls = inbox.rest();
  const report = (await readFile(packets, 'utf8')).matchAll(/< ok (.*)$/gm);
  const reported = [...report].map(([, ref]) => ref);
  expect(reported).toHaveLength(300);
  expect(calls.map(({ body }) => (body as { ref: string }).ref)).toEqual(reported);
  expect(new Set(calls.map(({ headers }) => headers['x-atomgit-delivery'])).size).toBe(300);
});

// Only Linux says how much it was at most.
test.skipIf(!existsSync('/proc/self/status'))(
  'a push of 80 MB and its clone stream through without filling the memory',
  async () => {
    const data = join(await temporaryFolder(), 'data');
    const server = await ServerProcess.ready(['--port', '0', '--data', data]);
    // Git keeps the pack as it comes, where it would compress each object anew.
    await git(join(data, 'repositories/demo/demo.git'), ['config', 'receive.unpackLimit', '1']);
    const inbox = await Inbox.open();
    await fetch(`${server.url}/api/v5/repos/demo/demo/hooks`, {
      method: 'POST',
      body: new URLSearchParams({ url: inbox.url }),
    });
    const remote = `${server.url}/demo/demo.git`;
    const work = await Clone.of(remote);
    const small = await work.commit('small');
    await work.push('master');
    await inbox.next();

    const before = await peakMegabytes(server.pid);
    const large = new LargePush(80, small);
    const pushed = await post(`${remote}/git-receive-pack`, large.body('master'));
    expect(await pushed.text()).toContain('ok refs/heads/master');
    expect((await inbox.next()).body).toMatchObject({ after: large.after });
    const cloned = await post(`${remote}/git-upload-pack`, [`0032want ${large.after}\n00000009done\n`]);
    expect(await bytesIn(cloned)).toBeGreaterThan(80_000_000);
    // About 65 MB of buffers that nobody has collected yet, whether 80 MB or 360 go through.
    expect((await peakMegabytes(server.pid)) - before).toBeLessThan(75);
  },
);

const post = (url: string, body: Iterable<string> | AsyncIterable<Buffer>) => {
  const type = url.split('/').at(-1);
  const headers = { 'content-type': `application/x-${type}-request` };
  return fetch(url, { method: 'POST', headers, body: Readable.from(body), duplex: 'half' });
};

/** Of the pack in an answer without side band. */
async function bytesIn(answer: Response): Promise<number> {
  let count = 0;
  for await (const chunk of answer.body ?? []) count += chunk.length;
  return count;
}

/** The most memory that the process has had at once. */
async function peakMegabytes(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1]) / 1024;
}

/** The lines of an advertisement of refs, without what comes after the NUL of the first. */
function packetLines(text: string): string[] {
  const bytes = Buffer.from(text);
  const lines: string[] = [];
  for (let at = 0; at < bytes.length;) {
    const length = parseInt(bytes.toString('latin1', at, at + 4), 16);
    lines.push(length === 0 ? '(end)' : bytes.toString('utf8', at + 4, at + length).replace(/\0.*/s, '\n'));
    at += Math.max(length, 4);
  }
  return lines;
}

/** What a push would start from, in both versions in which it can ask: as the server tells it, and git itself. */
async function advertisements(url: string, bare: string) {
  const answers = { server: [] as string[][], git: [] as string[][] };
  for (const protocol of ['', 'version=1']) {
    const response = await fetch(`${url}/demo/demo.git/info/refs?service=git-receive-pack`, {
      headers: protocol === '' ? {} : { 'Git-Protocol': protocol },
    });
    const own = await git(bare, ['receive-pack', '--advertise-refs', '.'], { GIT_PROTOCOL: protocol });
    answers.server.push(packetLines(await response.text()));
    answers.git.push(['# service=git-receive-pack\n', '(end)', ...packetLines(own)]);
  }
  return answers;
}

test('a push starts from the refs that git itself tells, loose, packed, or both', async () => {
  const { url, bare, clone } = await start();
  const work = await clone();
  await work.git('tag', '--annotate', '--message', 'one', 'v1');
  const names = ['a-b', 'a/b', 'a.b', 'a/b-c', 'Z', 'übung/功能', "quote'd"];
  await work.push('v1', 'HEAD:refs/notes/x', ...names.map((name) => `HEAD:refs/heads/${name}`));
  const loose = await advertisements(url, bare());
  expect(loose.server).toEqual(loose.git);

  await git(bare(), ['pack-refs', '--all']);
  const packed = await advertisements(url, bare());
  expect(packed.server).toEqual(packed.git);

  await work.commit('hello');
  await work.push('HEAD:refs/heads/Z', 'HEAD:refs/heads/new', ':refs/heads/a-b', ':refs/tags/v1');
  const mixed = await advertisements(url, bare());
  expect(mixed.server).toEqual(mixed.git);
});

test('a push to an empty repository starts from no refs', async () => {
  const { url, bare } = await start();
  await git(bare(), ['update-ref', '-d', 'refs/heads/master']);
  const answers = await advertisements(url, bare());
  expect(answers.server).toEqual(answers.git);
});

test('a ref that git is writing at this moment is not taken for a ref', async () => {
  const { url, bare, clone } = await start();
  await writeFile(join(bare(), 'refs/heads/master.lock'), `${await (await clone()).sha()}\n`);
  const answers = await advertisements(url, bare());
  expect(answers.server).toEqual(answers.git);
});

test('a symbolic branch is advertised with its value', async () => {
  const { url, bare } = await start();
  await git(bare(), ['symbolic-ref', 'refs/heads/latest', 'refs/heads/newest']);
  await git(bare(), ['symbolic-ref', 'refs/heads/newest', 'refs/heads/master']);
  const answers = await advertisements(url, bare());
  expect(answers.server).toEqual(answers.git);
});

test('a push starts from a branch whose file disappears while it is packed', async () => {
  const { bare, clone, remote } = await start();
  const sha = await (await clone()).sha();
  await git(bare(), ['pack-refs', '--all']);
  // Listed, and not there when it is read.
  await symlink('nowhere', join(bare(), 'refs/heads/master'));
  const answer = await fetch(`${remote()}/info/refs?service=git-receive-pack`);
  expect(await answer.text()).toContain(`${sha} refs/heads/master`);
});
