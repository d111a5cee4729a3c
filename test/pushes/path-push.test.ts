import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import { readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { expect, onTestFinished, test, vi } from 'vitest';
import { Clone, git } from '../support/git/clone.js';
import { pauseRef } from '../support/git/ref-pause.js';
import { start } from '../support/server/start.js';
import { temporaryFolder } from '../support/server/temporary-folder.js';

const ZERO_SHA = '0'.repeat(40);
const ALL_PUSHES = { push_events: true, tag_push_events: true };

const refAndAfter = ({ body }: { body: unknown }) => {
  const { ref, after } = body as { ref: string; after: string };
  return { ref, after };
};

test("a push to the bare folder's path sends the same as a push over HTTP", async () => {
  const { inbox, bare, clone } = await start({ hook: ALL_PUSHES });
  const overHttp = await clone();
  const byPath = await Clone.of(bare());
  await overHttp.commit('hello');
  await overHttp.push('master', 'HEAD:refs/tags/v1');
  const expected = await inbox.several(2);

  await byPath.push('--force', 'master', ':refs/tags/v1');
  await inbox.several(2);
  await byPath.git('fetch', '--quiet', overHttp.folder, 'master');
  await byPath.push('FETCH_HEAD:refs/heads/master', 'FETCH_HEAD:refs/tags/v1');
  const calls = await inbox.several(2);
  expect(calls.map((call) => call.text)).toEqual(expected.map((call) => call.text));
});

test('a push by path creates, moves and deletes branches and tags', async () => {
  const { inbox, bare } = await start({ hook: ALL_PUSHES });
  const work = await Clone.of(bare());
  const before = await work.sha();
  await work.push('HEAD:refs/heads/feature', 'HEAD:refs/tags/v1');
  const after = await work.commit('hello');
  await work.push('HEAD:refs/heads/feature');
  await work.push('--delete', 'refs/heads/feature', 'refs/tags/v1');
  const calls = await inbox.several(5);
  expect(calls.map(({ headers }) => headers['x-atomgit-event'])).toEqual([
    'Push Hook',
    'Tag Push Hook',
    'Push Hook',
    'Push Hook',
    'Tag Push Hook',
  ]);
  expect(calls.map(({ body }) => body)).toMatchObject([
    { before: ZERO_SHA, after: before },
    { before: ZERO_SHA, after: before },
    { before, after, commits: [{ id: after }] },
    { before: after, after: ZERO_SHA },
    { before, after: ZERO_SHA },
  ]);
});

test('a push by path through links is one to the repository that they lead to', async () => {
  const { inbox, bare, dataFolder, settled } = await start({ hook: ALL_PUSHES });
  const work = await Clone.of(bare());
  const links = await temporaryFolder();
  await symlink(dataFolder, join(links, 'data'));
  await symlink('demo', join(dataFolder, 'repositories/alias'));
  await symlink(join(links, 'data/repositories/alias/demo.git'), join(links, 'demo.git'));
  for (const shell of ['dash', 'bash']) {
    // As in a shell in which somebody went there: what it calls the folder is what the hooks inherit.
    for (const [index, folder] of ['demo.git', 'data/repositories/demo/demo.git'].entries())
      await work.shell(
        'cd "$1" && export PWD && CDPATH=/ exec "$3" -c "git push --quiet . master:refs/heads/$2"',
        join(links, folder),
        `${shell}-${index}`,
        shell,
      );
    await work.shell(
      'cd "$1" && GIT_DIR=$1 git push --quiet "$2" "master:refs/heads/$3-2"',
      join(links, 'demo.git'),
      join(dataFolder, 'repositories/alias/demo.git'),
      shell,
    );
  }
  await settled();
  const branches = ['dash', 'bash'].flatMap((shell) => [0, 1, 2].map((n) => `refs/heads/${shell}-${n}`));
  expect(inbox.rest().map((call) => refAndAfter(call).ref)).toEqual(branches);
});

test('a push by path while the server is down is sent after its next start', async () => {
  const { inbox, bare, dataFolder, stop } = await start({ hook: ALL_PUSHES });
  const work = await Clone.of(bare());
  await stop();
  const before = await work.sha();
  const after = await work.commit('hello');
  await work.push('master', 'HEAD:refs/tags/v1');

  const { settled } = await start({ settings: { data: dataFolder } });
  await settled();
  const calls = inbox.rest();
  expect(calls.map(({ body }) => body)).toMatchObject([
    { ref: 'refs/heads/master', before, after, commits: [{ id: after }], user_name: 'atomgit' },
    { ref: 'refs/tags/v1', before: ZERO_SHA, after, user_name: 'atomgit' },
  ]);
});

test('a server starts, and sends pushes by path, where the system allows no more watchers and files lie about', async () => {
  const { inbox, bare, dataFolder, stop } = await start({ hook: ALL_PUSHES });
  await stop();
  await writeFile(join(dataFolder, 'repositories/.DS_Store'), '');
  const limit = Object.assign(new Error('System limit for number of file watchers reached'), {
    code: 'ENOSPC',
  });
  const watching = vi.spyOn(fs, 'watch').mockImplementation(() => {
    throw limit;
  });
  syncBuiltinESMExports();
  onTestFinished(() => {
    watching.mockRestore();
    syncBuiltinESMExports();
  });
  await start({ settings: { data: dataFolder } });
  expect(watching).toHaveBeenCalled();
  const work = await Clone.of(bare());
  const after = await work.commit('hello');
  await work.push('master');
  expect(refAndAfter(await inbox.next())).toEqual({ ref: 'refs/heads/master', after });
});

test('a first push of several refs by path, server up or down, sends them in the order of git', async () => {
  const { inbox, api, hook, bare, dataFolder, stop } = await start();
  const order = join(await temporaryFolder(), 'order');
  for (const name of ['up', 'down']) {
    await api.post('/api/v5/user/repos').send({ name }).expect(200);
    await hook({ url: inbox.url, ...ALL_PUSHES }, `/api/v5/repos/atomgit/${name}/hooks`);
    await writeFile(join(bare(`atomgit/${name}`), 'hooks/update'), `#!/bin/sh\necho "$1 $3" >> ${order}\n`, {
      mode: 0o755,
    });
  }
  const work = await Clone.empty(bare('atomgit/up'), 'develop');
  await work.commit('one');
  await work.git('tag', 'v1');
  const sha = await work.commit('two');
  const refs = ['v1', 'develop', 'HEAD~1:refs/heads/a', 'HEAD:refs/heads/z'];
  await work.push(...refs);
  const calls = await inbox.several(4);
  await stop();
  await work.git('push', '--quiet', bare('atomgit/down'), ...refs);
  const again = await start({ settings: { data: dataFolder } });
  calls.push(...(await inbox.several(4)));

  const reported = (await readFile(order, 'utf8')).trimEnd().split('\n');
  expect(calls.map(refAndAfter).map(({ ref, after }) => `${ref} ${after}`)).toEqual(reported);
  for (const name of ['up', 'down']) {
    const { body } = await again.api.get(`/api/v5/repos/atomgit/${name}`).expect(200);
    expect(body).toMatchObject({ default_branch: 'develop' });
  }
  const ofBranch = calls.filter(({ body }) => refAndAfter({ body }).ref === 'refs/heads/develop');
  expect(ofBranch.map(({ body }) => body)).toMatchObject([
    { after: sha, commits: [{}, { id: sha }], total_commits_count: 2 },
    { after: sha, commits: [{}, { id: sha }], total_commits_count: 2 },
  ]);
});

test('pushes by path one after the other arrive in their order, server up or down', async () => {
  const { inbox, bare, dataFolder, stop } = await start({ hook: ALL_PUSHES });
  const clones = [await Clone.of(bare()), await Clone.of(bare())];
  const pushed: string[] = [];
  const pushInTurns = async () => {
    for (const work of [...clones, ...clones, ...clones, ...clones]) {
      const ref = `refs/heads/b${pushed.length}`;
      pushed.push(ref);
      await work.push(`HEAD:${ref}`);
    }
  };
  await pushInTurns();
  const calls = await inbox.several(8);
  await stop();
  await pushInTurns();
  await start({ settings: { data: dataFolder } });
  calls.push(...(await inbox.several(8)));
  expect(calls.map((call) => refAndAfter(call).ref)).toEqual(pushed);
});

test('a push that the repository refuses by path sends nothing', async () => {
  const { inbox, bare, settled } = await start({ hook: ALL_PUSHES });
  await writeFile(join(bare(), 'hooks/update'), '#!/bin/sh\n[ "$1" != refs/heads/locked ]\n', {
    mode: 0o755,
  });
  const work = await Clone.of(bare());
  await expect(work.push('HEAD:refs/heads/locked')).rejects.toThrow(/hook declined/);
  await expect(work.push('HEAD:refs/heads/locked', 'HEAD:refs/heads/open')).rejects.toThrow(/hook declined/);
  await settled();
  expect(inbox.rest().map(refAndAfter)).toMatchObject([{ ref: 'refs/heads/open' }]);
});

test('a push by path that is refused first and accepted later is sent once', async () => {
  const { inbox, bare, dataFolder, stop } = await start({ hook: ALL_PUSHES });
  const work = await Clone.of(bare());
  await stop();
  await writeFile(join(bare(), 'hooks/update'), '#!/bin/sh\nexit 1\n', { mode: 0o755 });
  const after = await work.commit('hello');
  await expect(work.push('master')).rejects.toThrow(/hook declined/);
  await rm(join(bare(), 'hooks/update'));
  await work.push('master');

  const { settled } = await start({ settings: { data: dataFolder } });
  await settled();
  expect(inbox.rest().map(refAndAfter)).toEqual([{ ref: 'refs/heads/master', after }]);
});

test('of two equal pushes by path at once, git takes one and one is sent', async () => {
  const { inbox, bare, settled } = await start({ hook: ALL_PUSHES });
  const work = await Clone.of(bare());
  const after = await work.commit('hello');
  const pause = await pauseRef(bare(), { ref: 'refs/heads/master', state: 'prepared' });
  const quicker = work.push('master');
  await pause.reached();
  await expect(work.push('master')).rejects.toThrow(/failed to update ref|cannot lock ref|remote rejected/);
  await pause.release();
  await quicker;
  await settled();
  expect(inbox.rest().map(refAndAfter)).toEqual([{ ref: 'refs/heads/master', after }]);
});

test('a push by path that comes too late for an equal one is refused, and nothing is sent', async () => {
  const { inbox, bare, settled } = await start({ hook: ALL_PUSHES });
  const work = await Clone.of(bare());
  const before = await work.sha();
  const after = await work.commit('hello');
  const body = await work.pushBody({ ref: 'refs/heads/master', before, after });
  const late = spawn('git', ['receive-pack', bare()], { stdio: ['pipe', 'pipe', 'ignore'] });
  await once(late.stdout, 'readable');
  await work.push('master');
  await settled();
  expect(inbox.rest().map(refAndAfter)).toEqual([{ ref: 'refs/heads/master', after }]);

  late.stdin.end(body);
  expect(await text(late.stdout)).toMatch(/ng refs\/heads\/master/);
  await settled();
  expect(inbox.rest()).toEqual([]);
});

test('a hook that takes the place of ours, and one that pushes to another repository, hide nothing', async () => {
  const { inbox, api, bare, clone, hook, settled } = await start({ hook: ALL_PUSHES });
  await api.post('/api/v5/user/repos').send({ name: 'other' }).expect(200);
  await hook({ url: inbox.url, ...ALL_PUSHES }, '/api/v5/repos/atomgit/other/hooks');
  const file = join(bare(), 'hooks/post-receive');
  await writeFile(
    file,
    `#!/bin/sh\nunset GIT_QUARANTINE_PATH\ngit push --quiet ${bare('atomgit/other')} master:copied\n`,
  );
  const work = await clone();
  const after = await work.commit('hello');
  await work.push('master');
  await settled();
  expect(new Set(inbox.rest().map((call) => JSON.stringify(refAndAfter(call))))).toEqual(
    new Set(['master', 'copied'].map((name) => JSON.stringify({ ref: `refs/heads/${name}`, after }))),
  );
});

test.each(['before', 'after'])(
  'a hook that pushes into its own repository, %s ours is called, hides neither push',
  async (when) => {
    const { inbox, bare, clone, settled } = await start({ hook: ALL_PUSHES });
    const file = join(bare(), 'hooks/post-receive');
    const ours = await readFile(file, 'utf8');
    const push = 'git push --quiet . master:mirror < /dev/null\n';
    await writeFile(file, when === 'before' ? ours.replace('\n', `\n${push}`) : ours + push);
    const work = await clone();
    const after = await work.commit('hello');
    await work.push('master');
    await settled();
    expect(inbox.rest().map(refAndAfter)).toEqual(
      expect.arrayContaining(['master', 'mirror'].map((name) => ({ ref: `refs/heads/${name}`, after }))),
    );
  },
);

test('leftovers of a refused push do not mix with a push of the same process id', async () => {
  const { inbox, bare, dataFolder, stop } = await start({ hook: ALL_PUSHES });
  const work = await Clone.of(bare());
  const before = await work.sha();
  const after = await work.commit('hello');
  await stop();
  await git(bare(), ['fetch', '--quiet', work.folder, 'master']);
  // The shell stands for git: it has the process id, runs the hooks and moves the ref.
  const update = `${before} ${after} refs/heads/master`;
  const push = `
    line=../update-of-the-test; echo '${update}' > $line
    printf '%s\\n%s\\n\\n%s\\nend\\n' $$ "$PWD" '${update}' > ../../../spool/path-$$-0.pushing
    hooks/pre-receive < $line && git update-ref refs/heads/master ${after} && hooks/post-receive < $line`;
  await promisify(execFile)('sh', ['-ec', push], { cwd: bare() });

  const { settled } = await start({ settings: { data: dataFolder } });
  await settled();
  expect(inbox.rest().map(refAndAfter)).toEqual([{ ref: 'refs/heads/master', after }]);
});

test('a ref may have any name that git allows', async () => {
  const { inbox, bare, clone, settled } = await start({ hook: ALL_PUSHES });
  const names = [
    'refs/heads/分支/ünïcode',
    'refs/heads/line\u2028separator',
    "refs/heads/a'quote$and%percent",
  ];
  const byPath = await Clone.of(bare());
  const overHttp = await clone();
  const after = await byPath.sha();
  for (const ref of names) {
    await byPath.push(`HEAD:${ref}`);
    const calls = await inbox.several(1);
    await overHttp.push('--delete', ref);
    await overHttp.push(`HEAD:${ref}`);
    calls.push(...(await inbox.several(2)));
    expect(calls.map(refAndAfter)).toEqual([after, ZERO_SHA, after].map((sha) => ({ ref, after: sha })));
  }
  await settled();
  expect(inbox.rest()).toEqual([]);
});
