import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { git } from '../support/git/clone.js';
import type { Call } from '../support/http/inbox.js';
import { rawRequest } from '../support/http/raw-request.js';
import { start } from '../support/server/start.js';

const ZERO_SHA = '0'.repeat(40);
const HOOK = { push_events: true, tag_push_events: true };

const moveIn = ({ body }: Call) => {
  const { ref, before, after } = body as { ref: string; before: string; after: string };
  return { ref, before, after };
};

const EMPTY_PACK = Buffer.from('5041434b0000000200000000029d08823bd8a8eab510ad6ac75c823cfd3ed31e', 'hex');

/** Sends these packets and a pack without objects. */
const sendPush = (url: string, [first = '', ...others]: readonly string[]) => {
  const packets = [`${first}\0report-status`, ...others].map(
    (line) => (line.length + 4).toString(16).padStart(4, '0') + line,
  );
  return rawRequest(url, {
    method: 'POST',
    path: '/demo/demo.git/git-receive-pack',
    headers: { 'Content-Type': 'application/x-git-receive-pack-request' },
    body: Buffer.concat([Buffer.from(`${packets.join('')}0000`), EMPTY_PACK]),
  });
};

test.each(['over HTTP', 'by path'])(
  'a push %s that creates and deletes one branch in one go tells of both',
  async (way) => {
    const { inbox, api, hook, bare, clone, remote, settled } = await start();
    await api.post('/api/v5/user/repos').send({ name: 'empty' }).expect(200);
    await hook({ url: inbox.url, ...HOOK }, '/api/v5/repos/atomgit/empty/hooks');
    const work = await clone();
    const sha = await work.sha();
    // Git takes it for a fault that the remote answers for one ref twice; but it has moved both.
    const url = way === 'by path' ? bare('atomgit/empty') : remote('atomgit/empty');
    await expect(work.git('push', url, 'HEAD:refs/heads/x', ':refs/heads/x')).rejects.toThrow(/failed/);
    await settled();
    expect(await git(bare('atomgit/empty'), ['for-each-ref'])).toBe('');
    expect(inbox.rest().map(moveIn)).toEqual([
      { ref: 'refs/heads/x', before: ZERO_SHA, after: sha },
      { ref: 'refs/heads/x', before: sha, after: ZERO_SHA },
    ]);
  },
);

test('of several commands for one branch, those that git carries out are sent in order', async () => {
  const { inbox, url, clone, settled } = await start({ hook: HOOK });
  const sha = await (await clone()).sha();
  const lines = [
    `${ZERO_SHA} ${sha} refs/heads/x`,
    // Refused: it is there by now.
    `${ZERO_SHA} ${sha} refs/heads/x`,
    `${sha} ${ZERO_SHA} refs/heads/x`,
    // Of what is not there any more.
    `${ZERO_SHA} ${ZERO_SHA} refs/heads/x`,
    `${ZERO_SHA} ${sha} refs/heads/x`,
    // Whatever it was.
    `${'d'.repeat(40)} ${ZERO_SHA} refs/heads/x`,
  ];
  const answer = await sendPush(url, lines);
  expect(answer.text).toMatch(/ok .*\n.*ng .*\n.*ok .*\n.*ok .*\n.*ok .*\n.*ok /);
  await settled();
  const [made, deleted] = [
    { ref: 'refs/heads/x', before: ZERO_SHA, after: sha },
    { ref: 'refs/heads/x', before: sha, after: ZERO_SHA },
  ];
  expect(inbox.rest().map(moveIn)).toEqual([made, deleted, made, deleted]);
});

test('what a certificate that nobody has asked for moves is sent, wherever its packets are cut', async () => {
  const { inbox, api, url, clone, refs, settled } = await start({ hook: HOOK });
  const work = await clone();
  const [sha, parent] = [await work.sha(), await work.sha('HEAD~1')];
  const back = { ref: 'refs/heads/master', before: sha, after: parent };
  const forth = { ref: 'refs/heads/master', before: parent, after: sha };
  const send = ({ ref, before, after }: typeof back, at: number) => {
    const head = `certificate version 0.1\n${sha} ${ZERO_SHA} refs/heads/none\n\n`;
    const certificate = `${head}${before} ${after} ${ref}\n`;
    return sendPush(url, ['push-cert', certificate.slice(0, at), certificate.slice(at), 'push-cert-end\n']);
  };
  for (const [move, at] of [
    [back, 0],
    [forth, 24],
    [back, 150],
  ] as const)
    expect((await send(move, at)).text).toContain('ok refs/heads/master');
  await settled();
  expect(inbox.rest().map(moveIn)).toEqual([back, forth, back]);

  const rules = '/api/v5/repos/demo/demo/branches/setting/new';
  await api.put(rules).send({ wildcard: 'master', pusher: 'none', merger: 'none' }).expect(200);
  expect((await send(forth, 0)).text).toContain('ng refs/heads/master protected branch');
  expect(await refs()).toBe(`${parent} refs/heads/master`);
});

test('a symbolic branch is a branch like any other, and tells when it is deleted', async () => {
  const { inbox, api, bare, clone } = await start({ hook: HOOK });
  const work = await clone();
  const sha = await work.sha();
  await git(bare(), ['update-ref', 'refs/heads/other', sha]);
  await git(bare(), ['symbolic-ref', 'refs/heads/alias', 'refs/heads/other']);
  await git(bare(), ['symbolic-ref', 'refs/heads/loop', 'refs/heads/loop']);
  const branch = (name: string) => api.get(`/api/v5/repos/demo/demo/branches/${name}`);
  expect((await branch('alias').expect(200)).body).toMatchObject({ name: 'alias', commit: { id: sha } });
  await branch('loop').expect(404);
  await work.push(':alias');
  expect(moveIn(await inbox.next())).toEqual({ ref: 'refs/heads/alias', before: sha, after: ZERO_SHA });
});

/** A hook that answers for what is pushed below `refs/heads/for/`, as its last word says. */
const procReceive = `#!${process.execPath}
const { readSync } = require('node:fs');
const { execFileSync } = require('node:child_process');
const take = (count) => {
  const bytes = Buffer.alloc(count);
  for (let at = 0; at < count; ) at += readSync(0, bytes, at, count - at);
  return bytes.toString();
};
const packet = () => {
  const length = parseInt(take(4), 16);
  return length === 0 ? null : take(length - 4);
};
const say = (line) => process.stdout.write((line.length + 4).toString(16).padStart(4, '0') + line);
const move = (ref, sha) => execFileSync('git', ['update-ref', ref, sha]);
while (packet() !== null);
say('version=1\\n');
process.stdout.write('0000');
for (let command = packet(); command !== null; command = packet()) {
  const [, sha, ref] = command.trim().split(' ');
  say('ok ' + ref);
  const target = ref.replace('/for/', '/');
  if (target.endsWith('/one')) {
    move(target, sha);
    say('option refname ' + target);
  }
  if (target.endsWith('/two')) {
    for (const name of ['left', 'right']) move('refs/heads/' + name, sha);
    say('option refname refs/heads/left');
    say('ok ' + ref);
    say('option refname refs/heads/right');
    say('option new-oid ' + sha);
  }
  if (target.endsWith('/usual')) say('option fall-through');
}
process.stdout.write('0000');
`;

test.each(['ours beside it', 'none beside it'])(
  'real moves of a proc-receive hook are sent, and claimed ones are not; %s',
  async (others) => {
    const { inbox, bare, clone, settled } = await start({ hook: HOOK });
    await git(bare(), ['config', 'receive.procReceiveRefs', 'refs/heads/for']);
    await writeFile(join(bare(), 'hooks/proc-receive'), procReceive, { mode: 0o755 });
    if (others === 'none beside it') await rm(join(bare(), 'hooks/post-receive'));
    const work = await clone();
    const first = await work.commit('first');
    const push = async (...names: string[]) => {
      await work.push(...names.map((name) => `HEAD:refs/heads/${name}`));
      await settled();
      return inbox.rest().map(moveIn);
    };
    const moved = (name: string, before: string, after: string) => ({
      ref: `refs/heads/${name}`,
      before,
      after,
    });

    expect(await push('for/one', 'for/two', 'for/none', 'for/usual', 'other')).toEqual(
      expect.arrayContaining(
        ['one', 'left', 'right', 'for/usual', 'other'].map((name) => moved(name, ZERO_SHA, first)),
      ),
    );
    // The refs that it names are there no more than before; so git pushes them again, each time.
    expect(await push('for/one', 'for/two', 'for/none')).toEqual([]);
    const second = await work.commit('second');
    expect(await push('for/one')).toEqual([moved('one', first, second)]);
  },
);
