import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { git } from '../support/git/clone.js';
import { start, type Started } from '../support/server/start.js';
import { temporaryFolder } from '../support/server/temporary-folder.js';

/** What a push is told before it begins. */
const advertised = async ({ url }: Started) =>
  (await fetch(`${url}/demo/demo.git/info/refs?service=git-receive-pack`)).text();

const ELSEWHERE = '[transfer]\n\thideRefs = refs/heads/hidden\n';

test.each([
  ['receive.hideRefs', '[receive]\n\thideRefs = refs/heads/hidden\n'],
  ['transfer.hideRefs', ELSEWHERE],
  ['an unusual spelling', '[core] [TRANSFER] HideRefs="refs/heads/hid\\\nden" ; because\n'],
  ['an include', '[include]\n\tpath = more\n'],
  ['a condition', '[includeIf "gitdir:**"]\n\tpath = more\n'],
])('a push does not start from refs that a repository hides by %s', async (_, configuration) => {
  const server = await start();
  const { bare, clone, remote } = server;
  await (await clone()).push('HEAD:refs/heads/hidden');
  const before = await advertised(server);
  expect(before).toContain('refs/heads/hidden');

  await writeFile(join(bare(), 'more'), ELSEWHERE);
  await appendFile(join(bare(), 'config'), configuration);
  for (const protocol of ['', 'version=1']) {
    const headers = { 'Git-Protocol': protocol };
    const response = await fetch(`${remote()}/info/refs?service=git-receive-pack`, { headers });
    const own = await git(bare(), ['receive-pack', '--http-backend-info-refs', '.'], {
      GIT_PROTOCOL: protocol,
    });
    expect(own).not.toContain('refs/heads/hidden');
    expect(await response.text()).toBe(`001f# service=git-receive-pack\n0000${own}`);
  }
});

test('a repository that takes no push options says so', async () => {
  const { inbox, bare, clone } = await start({ hook: { push_events: true } });
  await git(bare(), ['config', 'receive.advertisePushOptions', 'false']);
  const work = await clone();
  const after = await work.commit('hello');
  await expect(work.push('-o', 'ci.skip', 'master')).rejects.toThrow(/does not support push options/);
  await work.push('master');
  expect((await inbox.next()).body).toMatchObject({ after });
});

test('irrelevant configuration costs a push no process', async () => {
  const server = await start();
  await git(server.bare(), ['config', 'receive.denyDeletes', 'true']);
  await git(server.bare(), ['config', 'remote.other.url', 'https://example.com/a.git']);
  await git(server.bare(), ['config', 'core.logAllRefUpdates', 'true']);
  await appendFile(join(server.bare(), 'config'), '# by hand\n');
  expect(await advertised(server)).toContain('agent=atomgit-mock');
});

test("a signed push sends its event, and the repository's hooks see its certificate", async () => {
  const { inbox, bare, clone } = await start({ hook: { push_events: true, tag_push_events: true } });
  await git(bare(), ['config', 'receive.certNonceSeed', 'seed']);
  await git(bare(), ['config', 'receive.certNonceSlop', '60']);
  const folder = await temporaryFolder();
  const [seen, signer] = [join(folder, 'seen'), join(folder, 'signer')];
  const signature = '-----BEGIN PGP SIGNATURE-----\n\nnone\n-----END PGP SIGNATURE-----';
  const signing = `cat > /dev/null; echo '[GNUPG:] SIG_CREATED ' >&2; echo '${signature}'`;
  await writeFile(signer, `#!/bin/sh\n${signing}\n`, { mode: 0o755 });
  const work = await clone();
  await work.git('config', 'gpg.program', signer);
  const before = await work.sha();
  const after = await work.commit('hello');
  await work.push('--signed', 'master', 'HEAD:refs/tags/v1');
  expect((await inbox.several(2)).map(({ body }) => body)).toMatchObject([
    { ref: 'refs/heads/master', before, after },
    { ref: 'refs/tags/v1', after },
  ]);

  const look = `echo "$GIT_PUSH_CERT_NONCE_STATUS $GIT_PUSH_OPTION_0" > ${seen}\n`;
  await appendFile(join(bare(), 'hooks/pre-receive'), look);
  await work.push('--signed', '-o', 'ci.skip', 'HEAD:refs/heads/feature');
  expect(await readFile(seen, 'utf8')).toMatch(/^(OK|SLOP) ci\.skip\n$/);
  expect((await inbox.next()).body).toMatchObject({ ref: 'refs/heads/feature', after });
});

test('the reflog of a repository that keeps one names the pusher and the user of API calls', async () => {
  const { api, bare, clone } = await start();
  await git(bare(), ['config', 'core.logAllRefUpdates', 'true']);
  const people = [
    { login: 'ada', name: 'Ada L.', email: 'ada@example.org', token: 'adas' },
    // Git has no use for such a name.
    { login: 'odd', name: ' ;. ', email: 'odd@example.org', token: 'odds' },
  ];
  const work = await clone();
  for (const { token, ...person } of people) {
    await api
      .post('/_mock/users')
      .send({ ...person, token })
      .expect(201);
    await work.commit(person.login);
    await work.git('-c', `http.extraHeader=PRIVATE-TOKEN: ${token}`, 'push', '--quiet', 'origin', 'master');
    await api
      .post('/api/v5/repos/demo/demo/branches')
      .set('PRIVATE-TOKEN', token)
      .send({ branch_name: `of-${person.login}`, refs: 'master' })
      .expect(200);
  }
  const namesIn = async (ref: string) =>
    (await readFile(join(bare(), 'logs', ref), 'utf8'))
      .trimEnd()
      .split('\n')
      .map((line) => line.replace(/^\S+ \S+ (.*>) \d+ .*$/, '$1'));
  const [ada, odd] = ['Ada L <ada@example.org>', 'odd <odd@example.org>'];
  expect(await namesIn('refs/heads/master')).toEqual([ada, odd]);
  expect(await namesIn('refs/heads/of-ada')).toEqual([ada]);
  expect(await namesIn('refs/heads/of-odd')).toEqual([odd]);
});
