import { appendFile, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Clone, git } from '../support/git/clone.js';
import { start } from '../support/server/start.js';
import { temporaryFolder } from '../support/server/temporary-folder.js';

const ZERO_SHA = '0'.repeat(40);
const ALL_PUSHES = { push_events: true, tag_push_events: true };

test('a push is sent as documented: the body byte for byte, the headers as they are spelled', async () => {
  const { inbox, url, clone } = await start({ hook: { push_events: true } });
  const work = await clone();
  const before = await work.sha();
  const first = await work.commit('Ünïcode 提交 🚀\n\nBody.', {
    GIT_COMMITTER_DATE: '2020-02-03T04:05:06+0800',
  });
  const after = await work.commit('second', { GIT_COMMITTER_DATE: '2020-02-03T04:05:07-0330' });
  await work.push('master');

  const call = await inbox.next();
  const author = { name: 'Ada', email: 'ada@example.com' };
  expect(call.text).toBe(
    JSON.stringify({
      object_kind: 'push',
      before,
      after,
      ref: 'refs/heads/master',
      user_id: 1,
      user_name: 'atomgit',
      user_email: 'email@atomgit.com',
      project_id: 1,
      repository: {
        name: 'demo',
        url: 'git@127.0.0.1:demo/demo.git',
        description: '',
        homepage: `${url}/demo/demo`,
        git_http_url: `${url}/demo/demo.git`,
        git_ssh_url: 'git@127.0.0.1:demo/demo.git',
        visibility_level: 0,
      },
      commits: [
        {
          id: first,
          message: 'Ünïcode 提交 🚀\n\nBody.\n',
          timestamp: '2020-02-03T04:05:06+08:00',
          url: `${url}/demo/demo/commits/${first}`,
          author,
        },
        {
          id: after,
          message: 'second\n',
          timestamp: '2020-02-03T04:05:07-03:30',
          url: `${url}/demo/demo/commits/${after}`,
          author,
        },
      ],
      total_commits_count: 2,
    }),
  );
  expect(call).toMatchObject({
    method: 'POST',
    path: '/',
    headers: {
      host: `127.0.0.1:${inbox.port}`,
      'content-type': 'application/json',
      'content-length': String(Buffer.byteLength(call.text)),
      'user-agent': 'AtomGit-Hookshot',
      'x-atomgit-event': 'Push Hook',
      'x-atomgit-delivery': expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
    },
  });
  expect(call.headers).not.toHaveProperty('transfer-encoding');
  const names = call.rawHeaders.filter((_, index) => index % 2 === 0);
  // Content-Length is the HTTP client's own, and its spelling nobody's business.
  expect(names).toEqual(
    expect.arrayContaining(['Content-Type', 'User-Agent', 'X-AtomGit-Event', 'X-AtomGit-Delivery']),
  );
});

test('a new branch shows the commits that are not on the default branch', async () => {
  const { inbox, clone } = await start({ hook: { push_events: true } });
  const work = await clone();
  await work.git('checkout', '--quiet', '-b', 'feature');
  const shas = [await work.commit('one'), await work.commit('two')];
  await work.push('feature');
  expect((await inbox.next()).body).toMatchObject({
    ref: 'refs/heads/feature',
    before: ZERO_SHA,
    after: shas[1],
    commits: shas.map((id) => ({ id })),
    total_commits_count: 2,
  });

  await work.push('master:refs/heads/nothing-new');
  expect((await inbox.next()).body).toMatchObject({
    ref: 'refs/heads/nothing-new',
    before: ZERO_SHA,
    commits: [],
    total_commits_count: 0,
  });
});

test('the first branch that is pushed becomes the default branch and shows its whole history, the newest twenty', async () => {
  const { inbox, api, hook, remote } = await start();
  await api.post('/api/v5/user/repos').send({ name: 'fresh' }).expect(200);
  await hook({ url: inbox.url }, '/api/v5/repos/atomgit/fresh/hooks');
  const work = await Clone.empty(remote('atomgit/fresh'), 'develop');
  const shas = await work.commits(25);
  await work.push('develop');
  const { body } = await inbox.next();
  expect(body).toMatchObject({ before: ZERO_SHA, after: shas[24], total_commits_count: 25 });
  expect(body).toHaveProperty(
    'commits',
    shas.slice(5).map((id) => expect.objectContaining({ id })),
  );
  const repository = await api.get('/api/v5/repos/atomgit/fresh').expect(200);
  expect(repository.body).toMatchObject({ default_branch: 'develop' });
});

test('a push of many commits shows the newest twenty and counts all', async () => {
  const { inbox, clone } = await start({ hook: { push_events: true } });
  const work = await clone();
  const shas = await work.commits(25);
  await work.push('master');
  const { body } = await inbox.next();
  expect(body).toMatchObject({ after: shas[24], total_commits_count: 25 });
  expect(body).toHaveProperty(
    'commits',
    shas.slice(5).map((id) => expect.objectContaining({ id })),
  );
});

test('a merge shows the commits of both sides', async () => {
  const { inbox, clone } = await start({ hook: { push_events: true } });
  const work = await clone();
  await work.git('checkout', '--quiet', '-b', 'side');
  const side = await work.commit('side', { GIT_COMMITTER_DATE: '2020-01-01T00:00:01Z' });
  await work.git('checkout', '--quiet', 'master');
  const main = await work.commit('main', { GIT_COMMITTER_DATE: '2020-01-01T00:00:02Z' });
  await work.git('merge', '--quiet', '--no-edit', 'side');
  const merge = await work.sha();
  await work.push('master');
  expect((await inbox.next()).body).toMatchObject({
    commits: [{ id: side }, { id: main }, { id: merge, message: "Merge branch 'side'\n" }],
    total_commits_count: 3,
  });
});

test('a deleted branch sends a Push Hook whose after is zeros', async () => {
  const { inbox, clone } = await start({ hook: { push_events: true } });
  const work = await clone();
  await work.push('HEAD:refs/heads/feature');
  await inbox.next();
  await work.push('--delete', 'feature');
  const call = await inbox.next();
  expect(call.headers['x-atomgit-event']).toBe('Push Hook');
  expect(call.body).toMatchObject({
    ref: 'refs/heads/feature',
    before: await work.sha(),
    after: ZERO_SHA,
    commits: [],
    total_commits_count: 0,
  });
});

test('a force push shows the new commits of the branch', async () => {
  const { inbox, clone } = await start({ hook: { push_events: true } });
  const work = await clone();
  const before = await work.commit('overwritten');
  await work.push('master');
  await inbox.next();
  await work.git('reset', '--quiet', '--hard', 'HEAD~2');
  const shas = [await work.commit('one'), await work.commit('two')];
  await work.push('--force', 'master');
  expect((await inbox.next()).body).toMatchObject({
    before,
    after: shas[1],
    commits: shas.map((id) => ({ id })),
    total_commits_count: 2,
  });

  await work.push('--force', 'HEAD~2:master');
  expect((await inbox.next()).body).toMatchObject({
    before: shas[1],
    after: await work.sha('HEAD~2'),
    commits: [],
    total_commits_count: 0,
  });
});

test('several refs in one push send one delivery each, in the order of git', async () => {
  const { inbox, bare, clone, settled } = await start({ hook: ALL_PUSHES });
  const work = await clone();
  await work.push('HEAD:refs/heads/old', 'HEAD:refs/tags/old');
  await inbox.several(2);

  const order = join(await temporaryFolder(), 'order');
  await writeFile(join(bare(), 'hooks/update'), `#!/bin/sh\necho "$1" >> ${order}\n`, { mode: 0o755 });
  await work.commit('hello');
  await work.push('HEAD:refs/tags/v1', 'master', ':refs/tags/old', 'HEAD:refs/heads/b', ':refs/heads/old');
  await settled();
  const reported = (await readFile(order, 'utf8')).trimEnd().split('\n');
  expect(reported).toHaveLength(5);
  expect(
    inbox.rest().map(({ headers, body }) => [headers['x-atomgit-event'], (body as { ref: string }).ref]),
  ).toEqual(reported.map((ref) => [ref.startsWith('refs/tags/') ? 'Tag Push Hook' : 'Push Hook', ref]));
});

test('a ref that the repository refuses sends nothing, the others of the same push do', async () => {
  const { inbox, bare, clone, settled } = await start({ hook: ALL_PUSHES });
  await git(bare(), ['config', 'receive.denyNonFastForwards', 'true']);
  const work = await clone();
  await expect(work.push('+HEAD~1:master', 'HEAD:refs/heads/feature')).rejects.toThrow(/non-fast-forward/);
  expect((await inbox.next()).body).toMatchObject({ ref: 'refs/heads/feature' });
  await settled();
  expect(inbox.rest()).toEqual([]);
});

test("a push that one of the repository's own hooks refuses sends nothing", async () => {
  const { inbox, bare, clone, settled } = await start({ hook: ALL_PUSHES });
  const work = await clone();
  await work.commit('hello');
  for (const name of ['update', 'pre-receive']) {
    await appendFile(join(bare(), 'hooks', name), '\nexit 1\n', { mode: 0o755 });
    await expect(work.push('master', 'HEAD:refs/tags/v1')).rejects.toThrow(/hook declined/);
    await rm(join(bare(), 'hooks/update'), { force: true });
  }
  await settled();
  expect(inbox.rest()).toEqual([]);
});

test('a push of notes sends nothing', async () => {
  const { inbox, clone, settled } = await start({ hook: ALL_PUSHES });
  const work = await clone();
  await work.git('notes', '--ref=x', 'add', '--message', 'a note');
  await work.push('refs/notes/x', 'HEAD:refs/for/master');
  await settled();
  expect(inbox.rest()).toEqual([]);
});

test("times keep the committer's own offset", async () => {
  const { inbox, clone } = await start({ hook: { push_events: true } });
  const work = await clone();
  const times = ['2019-01-01T00:08:00+08:00', '2019-06-30T23:59:59-03:30', '2020-02-29T12:00:00+00:00'];
  for (const time of times) {
    await work.commit('hello', { GIT_COMMITTER_DATE: time, GIT_AUTHOR_DATE: '2001-01-01T00:00:00-0100' });
  }
  await work.push('master');
  expect((await inbox.next()).body).toMatchObject({ commits: times.map((timestamp) => ({ timestamp })) });
});

test('a message arrives exactly as it was committed', async () => {
  const { inbox, clone } = await start({ hook: { push_events: true } });
  const work = await clone();
  const messages = [
    '修复 überall 🚀\n',
    'one\n\n two \n\n\n',
    'no newline',
    '',
    '"quotes" \\ \t</script>\r\n',
    `x${'功能'.repeat(50_000)}\n`,
  ];
  const file = join(await temporaryFolder(), 'message');
  for (const message of messages) {
    await writeFile(file, message);
    await work.git(
      'commit',
      '-q',
      '--allow-empty',
      '--allow-empty-message',
      '--cleanup=verbatim',
      '-F',
      file,
    );
  }
  await work.push('master');
  expect((await inbox.next()).body).toMatchObject({ commits: messages.map((message) => ({ message })) });
});

test('a commit message in another encoding arrives as UTF-8', async () => {
  const { inbox, clone } = await start({ hook: { push_events: true } });
  const work = await clone();
  const file = join(await temporaryFolder(), 'message');
  for (const [encoding, bytes] of [
    ['GBK', 'c4e3bac30a'],
    ['ISO-8859-1', '6361666520e90a'],
  ]) {
    await writeFile(file, Buffer.from(`${bytes}`, 'hex'));
    await work.git('-c', `i18n.commitEncoding=${encoding}`, 'commit', '-q', '--allow-empty', '-F', file);
  }
  await work.push('master');
  expect((await inbox.next()).body).toMatchObject({
    commits: [{ message: '你好\n' }, { message: 'cafe é\n' }],
  });
});

test('branch names with slashes, UTF-8 and signs arrive as they are', async () => {
  const { inbox, clone } = await start({ hook: { push_events: true } });
  const work = await clone();
  const names = ['feature/a/b', 'übung/功能', `it's-"$(id)"&;|<>%41%`];
  for (const name of names) {
    await work.push(`HEAD:refs/heads/${name}`);
    expect((await inbox.next()).body).toMatchObject({ ref: `refs/heads/${name}` });
  }
});

test('a repository that does not exist cannot be fetched; a push makes it and its owner', async () => {
  const { inbox, api, hook, remote } = await start();
  const { text } = await api.get('/someone/something.git/info/refs?service=git-upload-pack').expect(404);
  expect(text).toBe('Repository "someone/something" does not exist\n');
  await expect(Clone.of(remote('someone/something'))).rejects.toThrow(/not found/);
  const work = await Clone.empty(remote('someone/something'), 'trunk');
  const sha = await work.commit('hello');
  await work.push('trunk');

  const { body } = await api.get('/api/v5/repos/someone/something').expect(200);
  expect(body).toMatchObject({ full_name: 'someone/something', default_branch: 'trunk' });
  const cloned = await Clone.of(remote('someone/something'));
  expect(await cloned.sha()).toBe(sha);

  await hook({ url: inbox.url }, '/api/v5/repos/someone/something/hooks');
  await work.push('trunk:refs/heads/other');
  expect((await inbox.next()).body).toMatchObject({ project_id: 2, commits: [] });
});

test('a push makes no repository where that is switched off', async () => {
  const { api, remote } = await start({ settings: { createOnPush: false } });
  const work = await Clone.empty(remote('no/thing'));
  await work.commit('hello');
  await expect(work.push('master')).rejects.toThrow(/not found/);
  await api.get('/no/thing.git/info/refs?service=git-receive-pack').expect(404);
  await api.get('/api/v5/repos/no/thing').expect(404);
});

test('two first pushes at once make one repository', async () => {
  const { remote } = await start();
  for (const name of ['one/a', 'one/b', 'two/a', 'two/b']) {
    const works = await Promise.all(['a', 'b'].map((branch) => Clone.empty(remote(`made-${name}`), branch)));
    await Promise.all(works.map((work) => work.commit('hello')));
    await Promise.all(works.map((work) => work.push('HEAD')));
    const refs = await works[0]?.git('ls-remote', '--heads', 'origin');
    expect(refs).toMatch(/refs\/heads\/a\n[^]*refs\/heads\/b/);
  }
});

test('a commit from a year that no calendar shows is sent', async () => {
  const { inbox, clone, settled } = await start({ hook: { push_events: true } });
  const work = await clone();
  const file = join(await temporaryFolder(), 'commit');
  const commit = await work.git('cat-file', 'commit', 'HEAD');
  await writeFile(file, `${commit.replace(/^(committer .*> )\d+ /m, '$199999999999999 ')}\n`);
  const sha = await work.git('hash-object', '-t', 'commit', '-w', '--literally', file);
  await work.push(`${sha}:refs/heads/future`);
  await settled();
  expect(inbox.rest().map(({ body }) => body)).toMatchObject([{ ref: 'refs/heads/future', after: sha }]);
});
