import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Clone, git } from '../support/git/clone.js';
import { rawRequest } from '../support/http/raw-request.js';
import { start, type Started } from '../support/server/start.js';
import { temporaryFolder } from '../support/server/temporary-folder.js';

const REPOSITORY = '/api/v5/repos/demo/demo';
const COMMITS = `${REPOSITORY}/commits`;
const COMPARE = `${REPOSITORY}/compare`;
const ADA = 'Ada <ada@example.com> 1700000000 +0000';

const at = (seconds: number, offset = '+0000') => ({
  GIT_AUTHOR_DATE: `${seconds} ${offset}`,
  GIT_COMMITTER_DATE: `${seconds + 60} ${offset}`,
});

const shasOf = (body: unknown) => (body as { sha: string }[]).map(({ sha }) => sha);
const list = async ({ api }: Started, query: string) =>
  shasOf((await api.get(`${COMMITS}?${query}`).expect(200)).body);

/** What git lists, newest first. */
const revList = async (work: Clone, ...args: string[]) =>
  (await work.git('rev-list', ...args)).split('\n').filter(Boolean);

/** A commit with a file of this name; the name's folders are made. */
async function commitFile(work: Clone, name: string, content: string, environment = {}): Promise<string> {
  await mkdir(join(work.folder, name, '..'), { recursive: true });
  await writeFile(join(work.folder, name), content);
  await work.git('--literal-pathspecs', 'add', '--', name);
  return work.commit(`Write ${name}`, environment);
}

test('commits are listed newest first, in the documented keys and with times in UTC', async () => {
  const { api, clone, url } = await start();
  const work = await clone();
  const parent = await work.sha();
  const sha = await work.commit('hello\n\nwörld', {
    ...at(1_700_000_000, '+0800'),
    GIT_AUTHOR_NAME: 'atomgit',
    GIT_AUTHOR_EMAIL: 'email@atomgit.com',
  });
  await work.push();
  const { body, text, headers } = await api.get(COMMITS).expect(200);
  expect(shasOf(body)).toEqual(await revList(work, 'HEAD'));
  const [entry] = JSON.parse(text) as unknown[];
  const api5 = `${url}${REPOSITORY}`;
  const tree = await work.sha('HEAD^{tree}');
  expect(JSON.stringify(entry)).toBe(
    JSON.stringify({
      url: `${api5}/commits/${sha}`,
      sha,
      html_url: `${url}/demo/demo/commits/${sha}`,
      comments_url: `${api5}/commits/${sha}/comments`,
      commit: {
        author: { name: 'atomgit', date: '2023-11-14T22:13:20+00:00', email: 'email@atomgit.com' },
        committer: { name: 'Ada', date: '2023-11-14T22:14:20+00:00', email: 'ada@example.com' },
        tree: { sha: tree, url: `${api5}/git/trees/${tree}` },
        message: 'hello\n\nwörld\n',
      },
      author: { name: 'atomgit', id: 1, login: 'atomgit', type: 'User', email: 'email@atomgit.com' },
      committer: {
        name: 'Ada',
        id: 0,
        login: '',
        type: 'User',
        email: 'ada@example.com',
        date: '2023-11-14T22:14:20+00:00',
      },
      parents: [{ sha: parent, url: `${api5}/commits/${parent}` }],
    }),
  );
  expect(headers).toMatchObject({ total_count: '3', total_page: '1' });
});

test('a revision may be a branch, a tag, a full ref or a sha, whole or shortened', async () => {
  const started = await start();
  const { api, clone } = started;
  const work = await clone();
  const sha = await work.commit('on a branch');
  await work.git('tag', '--annotate', '--message', 'x', 'v1/重');
  await work.push('HEAD:refs/heads/feature/功能', 'v1/重');
  const revisions = [
    'feature/功能',
    'refs/heads/feature/功能',
    'v1/重',
    'refs/tags/v1/重',
    sha,
    sha.slice(0, 7),
    sha.toUpperCase(),
    await work.sha('v1/重'),
  ];
  for (const revision of revisions) {
    const named = encodeURIComponent(revision);
    expect.soft(await list(started, `sha=${named}`), revision).toEqual(await revList(work, sha));
    expect.soft((await api.get(`${COMMITS}/${named}`).expect(200)).body.sha, revision).toBe(sha);
  }
  expect(await list(started, 'sha=HEAD')).toEqual(await revList(work, 'origin/master'));
  expect(await list(started, 'sha=')).toEqual(await revList(work, 'origin/master'));
});

test('a branch goes before a tag of the same name, and both before a shortened sha', async () => {
  const started = await start();
  const work = await started.clone();
  const [tip, older] = [await work.sha(), await work.sha('HEAD~1')];
  const short = older.slice(0, 8);
  await work.push(`${tip}:refs/tags/same`, `${older}:refs/heads/same`, `${tip}:refs/tags/${short}`);
  expect((await list(started, 'sha=same'))[0]).toBe(older);
  expect((await list(started, 'sha=refs/tags/same'))[0]).toBe(tip);
  expect((await list(started, `sha=${short}`))[0]).toBe(tip);
});

test('pages of commits fit together, across merges too', async () => {
  const started = await start();
  const { api, clone, url } = started;
  const work = await clone();
  await work.commits(20);
  await work.git('switch', '--quiet', '--create', 'side', 'HEAD~10');
  for (const seconds of [1_546_272_495, 1_700_000_000]) await work.commit('aside', at(seconds));
  await work.git('switch', '--quiet', 'master');
  await work.git('merge', '--quiet', '--no-ff', '--message', 'merge', 'side');
  await work.push();
  const all = await revList(work, 'HEAD');
  const pages: string[][] = [];
  for (const page of [1, 2, 3, 4]) pages.push(await list(started, `per_page=10&page=${page}`));
  expect(pages.map(({ length }) => length)).toEqual([10, 10, 5, 0]);
  expect(pages.flat()).toEqual(all);
  const { headers } = await api.get(`${COMMITS}?per_page=10&page=2&sha=master`).expect(200);
  expect(headers).toMatchObject({ total_count: '25', total_page: '3' });
  const link = (page: number, relation: string) =>
    `<${url}${COMMITS}?per_page=10&page=${page}&sha=master>; rel="${relation}"`;
  expect(headers['link']).toBe(
    [link(1, 'first'), link(1, 'prev'), link(3, 'next'), link(3, 'last')].join(', '),
  );
});

test('a list of more than a thousand commits has no total, and is paged to its end', async () => {
  const started = await start();
  const { api, clone } = started;
  const work = await clone();
  await work.commits(1_203);
  await work.push();
  const all = await revList(work, 'HEAD');
  const page = async (number: number) => {
    const { body, headers } = await api.get(`${COMMITS}?per_page=100&page=${number}`).expect(200);
    const relations = [...String(headers['link']).matchAll(/rel="(\w+)"/g)].map(([, relation]) => relation);
    return { shas: shasOf(body), relations, total: headers['total_count'], pages: headers['total_page'] };
  };
  const unknown = { total: undefined, pages: undefined };
  expect(await page(1)).toEqual({ shas: all.slice(0, 100), relations: ['first', 'next'], ...unknown });
  for (const number of [2, 10, 11, 12]) {
    const shas = all.slice(100 * number - 100, 100 * number);
    expect(await page(number)).toEqual({ shas, relations: ['first', 'prev', 'next'], ...unknown });
  }
  expect(await page(13)).toEqual({ shas: all.slice(1_200), relations: ['first', 'prev'], ...unknown });
  expect(await page(14)).toEqual({ shas: [], relations: ['first', 'prev'], ...unknown });
  expect(await page(999_999_999_999_999)).toMatchObject({ shas: [], ...unknown });

  await work.push('--force', 'HEAD~205:refs/heads/master');
  expect(await page(10)).toMatchObject({ shas: all.slice(1_105), total: '1000', pages: '10' });
  expect(await page(11)).toMatchObject({ shas: [], total: '1000', pages: '10' });
  expect(await page(50)).toMatchObject({ shas: [], total: '1000', relations: ['first', 'prev', 'last'] });
});

test('commits can be chosen by the path that they changed, taken as it is', async () => {
  const started = await start();
  const work = await started.clone();
  const first = await commitFile(work, 'docs/a.md', '1');
  const star = await commitFile(work, 'docs/*.md', '1');
  const deep = await commitFile(work, 'docs/深/b c.md', '1');
  const again = await commitFile(work, 'docs/a.md', '2');
  await commitFile(work, '--output=x', '1');
  const magic = await commitFile(work, ':(top)', '1');
  await work.push();
  const path = (name: string) => list(started, `path=${encodeURIComponent(name)}`);
  expect(await path('docs/a.md')).toEqual([again, first]);
  expect(await path('/docs/./a.md')).toEqual([again, first]);
  expect(await path('docs')).toEqual([again, deep, star, first]);
  expect(await path('docs/')).toEqual([again, deep, star, first]);
  expect(await path('docs/深/b c.md')).toEqual([deep]);
  expect(await path('docs/*.md')).toEqual([star]);
  expect(await path('--output=x')).toEqual([await work.sha('HEAD~1')]);
  expect(await path(':(top)')).toEqual([magic]);
  expect(await path('nothing')).toEqual([]);
  expect(await path('')).toEqual(await revList(work, 'HEAD'));
  expect(await list(started, 'path=docs&per_page=1&page=2')).toEqual([deep]);
});

test('commits can be chosen by author and time', async () => {
  const started = await start();
  const work = await started.clone();
  const by = (name: string, email: string) => ({ GIT_AUTHOR_NAME: name, GIT_AUTHOR_EMAIL: email });
  const one = await work.commit('one', { ...at(1_600_000_000), ...by('Grace Hopper', 'grace@example.com') });
  const two = await work.commit('two', { ...at(1_650_000_000, '+0800'), ...by('艾达', 'a.b+c@例子.cn') });
  const three = await work.commit('three', { ...at(1_700_000_000), ...by('A*', '^x$@example.com') });
  await work.push();
  const chosen = (query: Record<string, string>) => list(started, new URLSearchParams(query).toString());
  expect(await chosen({ author: 'grace' })).toEqual([one]);
  expect(await chosen({ author: 'Hopper <grace@' })).toEqual([one]);
  expect(await chosen({ author: '艾达' })).toEqual([two]);
  expect(await chosen({ author: 'a.b+c' })).toEqual([two]);
  expect(await chosen({ author: '^x$' })).toEqual([three]);
  expect(await chosen({ author: 'A*' })).toEqual([three]);
  expect(await chosen({ author: '.*' })).toEqual([]);
  expect(await chosen({ author: '--all' })).toEqual([]);
  expect(await chosen({ since: '2021-01-01' })).toEqual([three, two]);
  expect(await chosen({ since: '2021-01-01', until: '2023-01-01' })).toEqual([two]);
  expect(await chosen({ since: '2022-04-15', until: '2022-04-15' })).toEqual([two]);
  expect(await chosen({ since: '2022-04-15T05:21:00Z' })).toEqual([three, two]);
  expect(await chosen({ since: '2022-04-15T13:21:00+08:00', until: '2022-04-15T05:21:00.9Z' })).toEqual([
    two,
  ]);
  expect(await list(started, 'since=2022-04-15T13:21:00+08:00&until=2022-04-15+05:21:00')).toEqual([two]);
  expect(await chosen({ since: '2022-04-15T05:21:01Z' })).toEqual([three]);
  expect(await chosen({ until: '1969-12-31' })).toEqual([]);
  expect(await chosen({ since: '1900-01-01', until: '9999-12-31' })).toEqual(await revList(work, 'HEAD'));
  expect(await chosen({ since: '', until: '', author: '' })).toEqual(await revList(work, 'HEAD'));
  expect(await chosen({ author: 'Grace', until: '2020-01-01' })).toEqual([]);
});

/** Commits as other tools than git write them; the text after `parent`. */
const ODD_COMMITS: readonly (string | Buffer)[] = [
  `author ${ADA}\ncommitter ${ADA}\n\nno newline at the end`,
  `author ${ADA}\ncommitter ${ADA}\n\n`,
  `author  <> 0 +0000\ncommitter  <> 0 -0330\n\nnobody\n`,
  `author Ada <ada@example.com>\ncommitter ${ADA}\n\nno date\n`,
  `author ${ADA}\ncommitter Ada <ada@example.com> 99999999999 +0000\n\nfar off\n`,
  `author ${ADA}\ncommitter Ada <ada@example.com> 99999999999999 +0000\n\nbeyond the calendar\n`,
  `author ${ADA}\ncommitter Ada <ada@example.com> 8639999913599 +9959\n\non its edge\n`,
  `author ${ADA}\ncommitter Ada <ada@example.com> 1700000000 +2575\n\nno such offset\n`,
  `author Ada  Lovelace  <ada@example.com> 1700000000 +0530\ncommitter ${ADA}\n\nspaces\n`,
  `author ${ADA}\ncommitter ${ADA}\ngpgsig -----BEGIN PGP SIGNATURE-----\n \n author Eve <eve@example.com> 1 +0000\n -----END PGP SIGNATURE-----\n\nsigned\n`,
  Buffer.concat([Buffer.from(`author ${ADA}\ncommitter ${ADA}\n\nnot UTF-8: `), Buffer.from([0xff, 0x0a])]),
  Buffer.concat([
    Buffer.from(`author ${ADA}\ncommitter ${ADA}\nencoding GBK\n\n`),
    Buffer.from([0xd6, 0xd0, 0xce, 0xc4, 0x0a]),
  ]),
];

interface ListedCommit {
  readonly sha: string;
  readonly commit: {
    readonly author: { readonly name: string; readonly email: string };
    readonly committer: { readonly date: string };
    readonly message: string;
  };
}

async function oddCommit(work: Clone, parent: string, rest: string | Buffer): Promise<string> {
  const file = join(await temporaryFolder(), 'commit');
  const tree = await work.sha('HEAD^{tree}');
  await writeFile(file, Buffer.concat([Buffer.from(`tree ${tree}\nparent ${parent}\n`), Buffer.from(rest)]));
  return work.git('hash-object', '-t', 'commit', '-w', '--literally', file);
}

test('commits that other tools wrote read as git prints them', async () => {
  const { api, clone } = await start();
  const work = await clone();
  let tip = await work.sha();
  for (const rest of ODD_COMMITS) tip = await oddCommit(work, tip, rest);
  await work.push(`${tip}:refs/heads/odd`);
  const { body } = await api.get(`${COMMITS}?sha=odd`).expect(200);
  const commits = body as ListedCommit[];
  const format = '--format=%H%x00%an%x00%ae%x00%B%x00';
  const printed = (await work.git('log', '--encoding=UTF-8', format, tip)).split('\0').slice(0, -1);
  const read = commits.flatMap(({ sha, commit: { author, message } }) => [
    sha,
    author.name,
    author.email,
    message,
  ]);
  expect(read.map((text) => text.trim())).toEqual(printed.map((text) => text.trim()));
  expect(commits.slice(4, 8).map(({ commit }) => commit.committer.date)).toEqual([
    '2023-11-14T22:13:20+00:00',
    '1970-01-01T00:00:00+00:00',
    '1970-01-01T00:00:00+00:00',
    '5138-11-16T09:46:39+00:00',
  ]);
  for (const { sha } of commits) expect((await api.get(`${COMMITS}/${sha}`).expect(200)).body.sha).toBe(sha);
});

test('a commit that ends with its head has an empty message', async () => {
  const { api, clone } = await start();
  const work = await clone();
  const sha = await oddCommit(work, await work.sha(), `author ${ADA}\ncommitter ${ADA}`);
  await work.push(`${sha}:refs/heads/odd`);
  const { body } = await api.get(`${COMMITS}/odd`).expect(200);
  expect(body).toMatchObject({ sha, commit: { author: { name: 'Ada' }, message: '' } });
});

test('a commit shows its changes, in the documented keys', async () => {
  const { api, clone, url } = await start();
  const work = await clone();
  await mkdir(join(work.folder, 'docs'));
  await writeFile(join(work.folder, 'docs', 'ä b#?.md'), '1\n2\n3\n');
  await writeFile(join(work.folder, 'README.md'), 'other\n');
  await writeFile(join(work.folder, 'image'), Buffer.from([0, 1, 2, 255]));
  await work.git('add', '.');
  const sha = await work.commit('hello', at(1_700_000_000, '+0800'));
  await work.push();
  const { body } = await api.get(`${COMMITS}/${sha}`).expect(200);
  const file = (filename: string, path: string) => ({
    filename,
    raw_url: `${url}/demo/demo/raw/${sha}/${path}`,
    content_url: `${url}${REPOSITORY}/contents/${path}?ref=${sha}`,
  });
  const person = (date: string) => ({ name: 'Ada', date, email: 'ada@example.com' });
  const shown = {
    url: `${url}${COMMITS}/${sha}`,
    sha,
    html_url: `${url}/demo/demo/commits/${sha}`,
    comments_url: `${url}${COMMITS}/${sha}/comments`,
    commit: {
      author: person('2023-11-14T22:13:20+00:00'),
      committer: person('2023-11-14T22:14:20+00:00'),
      message: 'hello\n',
    },
    stats: { additions: 4, deletions: 3, total: 7 },
    files: [
      file('README.md', 'README.md'),
      file('docs/ä b#?.md', 'docs/%C3%A4%20b%23%3F.md'),
      file('image', 'image'),
    ],
  };
  expect(body).toMatchObject(shown);
  // Clients decode it as the entry of the list that it is, and count the lines of its files.
  const [entry] = (await api.get(`${COMMITS}?per_page=1`).expect(200)).body;
  expect(body).toEqual({ ...entry, stats: shown.stats, files: body.files });
  expect(body.files).toMatchObject([
    { status: 'modified', additions: 1, deletions: 3, changes: 4 },
    { status: 'added', additions: 3, deletions: 0, blob_url: expect.stringContaining(sha) },
    { status: 'added', additions: 0 },
  ]);
  const without = await api.get(`${COMMITS}/${sha}?show_diff=false`).expect(200);
  expect(without.body).toEqual({ ...body, files: [] });
  const { body: first } = await api.get(`${COMMITS}/${await work.sha('HEAD~2')}`).expect(200);
  expect(first).toMatchObject({
    stats: { additions: 1, deletions: 0, total: 1 },
    files: [{ filename: 'README.md' }],
  });
});

test('two branches are compared from where they parted, in the documented keys', async () => {
  const { api, clone, url } = await start();
  const work = await clone();
  const parted = await work.sha();
  await work.git('switch', '--quiet', '--create', 'feature/x');
  const one = await commitFile(work, 'a.txt', '1\n', at(1_700_000_000, '+0800'));
  const two = await commitFile(work, 'b.md', '1\n2\n', at(1_700_000_100));
  await work.git('switch', '--quiet', 'master');
  const base = await commitFile(work, 'c.txt', 'other\n', at(1_600_000_000));
  await work.push('master', 'feature/x');
  const { body, text } = await api.get(`${COMPARE}/master...feature%2Fx`).expect(200);
  const api5 = `${url}${REPOSITORY}`;
  const person = (date: string) => ({ name: 'Ada', date, email: 'ada@example.com' });
  const tree = await work.sha('master^{tree}');
  const [baseCommit, entry, file] = [body.base_commit, body.commits[0], body.files[0]];
  expect(Object.keys(body)).toEqual(['base_commit', 'merge_base_commit', 'commits', 'files', 'truncated']);
  expect(JSON.stringify(baseCommit)).toBe(
    JSON.stringify({
      url: `${api5}/commits/${base}`,
      sha: base,
      html_url: `${url}/demo/demo/commits/${base}`,
      comments_url: `${api5}/commits/${base}/comments`,
      commit: {
        author: person('2020-09-13T12:26:40Z'),
        committer: person('2020-09-13T12:27:40Z'),
        tree: { sha: tree, url: `${api5}/git/trees/${tree}` },
        message: 'Write c.txt\n',
      },
      author: { name: 'Ada', id: 0, login: '', type: 'User', email: 'ada@example.com' },
      committer: {
        name: 'Ada',
        id: 0,
        login: '',
        type: 'User',
        email: 'ada@example.com',
        date: '2020-09-13T12:27:40Z',
      },
      parents: [{ sha: parted, url: `${api5}/commits/${parted}` }],
    }),
  );
  expect(body.merge_base_commit).toMatchObject({ sha: parted, author: { login: 'atomgit', id: 1 } });
  expect(shasOf(body.commits)).toEqual([one, two]);
  expect(JSON.stringify(entry)).toBe(
    JSON.stringify({
      sha: one,
      commit: {
        author: person('2023-11-14T22:13:20Z'),
        committer: person('2023-11-14T22:14:20Z'),
        message: 'Write a.txt\n',
      },
      author: { name: 'Ada', id: 0, login: '' },
      committer: { name: 'Ada', id: 0, login: '' },
    }),
  );
  expect(JSON.stringify(file)).toBe(
    JSON.stringify({
      sha: await work.sha(`${one}:a.txt`),
      filename: 'a.txt',
      status: 'added',
      additions: 1,
      deletions: 0,
      changes: 1,
      blob_url: `${url}/demo/demo/blob/${two}/a.txt`,
      raw_url: `${url}/demo/demo/raw/${two}/a.txt`,
      patch: '--- /dev/null\n+++ b/a.txt\n@@ -0,0 +1 @@\n+1\n',
      truncated: false,
    }),
  );
  const filesOf = (answer: string) =>
    (JSON.parse(answer) as { files: { filename: string; status: string }[] }).files.map(
      ({ filename, status }) => `${filename} ${status}`,
    );
  const files = async (query: string) =>
    filesOf((await api.get(`${COMPARE}/master...feature%2Fx?${query}`).expect(200)).text);
  expect(filesOf(text)).toEqual(['a.txt added', 'b.md added']);
  expect(await files('straight=true')).toEqual(['a.txt added', 'b.md added', 'c.txt deleted']);
  expect(await files('suffix=.md')).toEqual(['b.md added']);
  expect(body.truncated).toBe(false);
});

test('a comparison with a contained, equal or unrelated commit says so', async () => {
  const { api, clone } = await start();
  const work = await clone();
  const compare = async (range: string) => (await api.get(`${COMPARE}/${range}`).expect(200)).body;
  const older = await work.sha('HEAD~1');
  expect(await compare(`master...${older}`)).toMatchObject({ commits: [], files: [], truncated: false });
  expect(await compare('master...master')).toMatchObject({ commits: [], files: [], truncated: false });
  const sha = await work.git('commit-tree', '-m', 'alone', 'HEAD^{tree}');
  await work.push(`${sha}:refs/heads/alone`);
  expect(await compare('master...alone')).toMatchObject({
    merge_base_commit: null,
    commits: [{ sha }],
    files: [],
  });
});

test('a comparison of many commits shows the newest and says that it is cut', async () => {
  const { api, clone } = await start();
  const work = await clone();
  const shas = await work.commits(300);
  await work.push();
  const { body } = await api.get(`${COMPARE}/HEAD...${shas[9]}`).expect(200);
  expect(body).toMatchObject({ commits: [], truncated: false });
  const all = await api.get(`${COMPARE}/${shas[0]}...master`).expect(200);
  expect(shasOf(all.body.commits)).toEqual(shas.slice(50));
  expect(all.body.truncated).toBe(true);
  const some = await api.get(`${COMPARE}/${shas[49]}...master`).expect(200);
  expect(shasOf(some.body.commits)).toEqual(shas.slice(50));
  expect(some.body.truncated).toBe(false);
});

test('an empty repository lists no commits, until there is one', async () => {
  const { api, remote } = await start();
  await api.post('/api/v5/user/repos').send({ name: 'empty' }).expect(200);
  const commits = '/api/v5/repos/atomgit/empty/commits';
  for (const query of ['', '?sha=master', '?path=x&author=y&since=2020-01-01', '?page=2000']) {
    const { body, headers } = await api.get(commits + query).expect(200);
    expect(body).toEqual([]);
    expect(headers).toMatchObject({ total_count: '0', total_page: '1' });
  }
  for (const missing of ['?sha=other', '?sha=HEAD', '/master', '/HEAD', `/${'a'.repeat(40)}`]) {
    await api.get(commits + missing).expect(404);
  }
  await api.get('/api/v5/repos/atomgit/empty/compare/master...master').expect(404);
  const work = await Clone.empty(remote('atomgit/empty'), 'main');
  const sha = await work.commit('first');
  await work.push('main');
  expect(shasOf((await api.get(commits).expect(200)).body)).toEqual([sha]);
});

test('invalid queries are refused with the field and its value', async () => {
  const { api } = await start();
  const refused = async (path: string) => (await api.get(path).expect(422)).body.error_message;
  expect(await refused(`${COMMITS}?since=yesterday`)).toMatch(/^since must be a time like .*"yesterday"/);
  expect(await refused(`${COMMITS}?until=2024-13-01`)).toMatch(/^until .*"2024-13-01"/);
  expect(await refused(`${COMMITS}?until=1&until=2`)).toMatch(/^until .*a list/);
  expect(await refused(`${COMMITS}?path=a%00b`)).toMatch(/^path must not contain the character U\+0000/);
  expect(await refused(`${COMMITS}?path=a/../../b`)).toMatch(/^path must not contain "\.\."/);
  expect(await refused(`${COMMITS}?author=a%0Ab`)).toMatch(/^author must not contain control characters/);
  expect(await refused(`${COMMITS}?sha=${'x'.repeat(1_001)}`)).toMatch(/^sha has 1001 characters/);
  expect(await refused(`${COMMITS}?page=-1`)).toMatch(/^page .*"-1"/);
  expect(await refused(`${COMMITS}/master?show_diff=maybe`)).toMatch(/^show_diff .*"maybe"/);
  expect(await refused(`${COMPARE}/master`)).toBe('range must be base...head, but is "master"');
  expect(await refused(`${COMPARE}/master..master`)).toBe(
    'range must be base...head, but is "master..master"',
  );
  expect(await refused(`${COMPARE}/...master`)).toMatch(/^range /);
  const missing = async (path: string) => (await api.get(path).expect(404)).body.error_message;
  expect(await missing(`${COMMITS}?sha=no/thing`)).toBe('Revision "no/thing" does not exist in demo/demo');
  expect(await missing(`${COMMITS}/no%2Fthing`)).toBe('Revision "no/thing" does not exist in demo/demo');
  expect(await missing(`${COMPARE}/master...no`)).toBe('Revision "no" does not exist in demo/demo');
  expect(await missing(`${COMPARE}/no...master`)).toBe('Revision "no" does not exist in demo/demo');
  await api.get('/api/v5/repos/no/thing/commits').expect(404);
});

test('no revision makes the server fail', async () => {
  const { url, clone, bare } = await start();
  const work = await clone();
  const [tree, blob] = [await work.sha('HEAD^{tree}'), await work.sha('HEAD:README.md')];
  await git(bare(), ['update-ref', 'refs/tags/blob', blob]);
  const odd = [
    '--output=x',
    '--all',
    '-1',
    'a..b',
    ':/x',
    ':README.md',
    '@{u}',
    '@',
    'HEAD^{/x}',
    'HEAD~1',
    'master^',
    'master:README.md',
    'master@{0}',
    '^master',
    'a b',
    'a\nb',
    '\0',
    'master\0',
    '*',
    '\\',
    '../../HEAD',
    '.',
    'x'.repeat(1_000),
    'x/'.repeat(500),
    '名'.repeat(300),
    'abc',
    'abcd',
    '0000',
    '0'.repeat(40),
    '__proto__',
    'refs/heads',
    'refs/heads/',
    'refs/',
    'heads/nothing',
    'HEAD.lock',
    '%',
    tree,
    blob,
    'blob',
  ];
  for (const revision of odd) {
    const named = encodeURIComponent(revision);
    const paths = [`${COMMITS}?sha=${named}`, `${COMMITS}/${named}`, `${COMPARE}/master...${named}`];
    for (const path of paths) {
      expect.soft([404, 422], path).toContain((await rawRequest(url, { path })).status);
    }
  }
  const others = [
    `${COMMITS}?sha[]=x`,
    `${COMMITS}?author=-F`,
    `${COMMITS}?path=--%20`,
    `${COMMITS}?path=${'x/'.repeat(2_000)}`,
    `${COMMITS}?since=%00`,
    `${COMMITS}?sha=%FF`,
    `${COMMITS}/%FF`,
    `${COMPARE}/%FF...x`,
    `${COMPARE}/......`,
    `${COMMITS}?author=${encodeURIComponent('[')}`,
  ];
  for (const path of others) {
    expect.soft((await rawRequest(url, { path })).status, path).toBeLessThan(500);
  }
});

test('on a strict server commits need read access to the repository', async () => {
  const { api } = await start({ settings: { auth: 'strict' } });
  await api
    .post('/_mock/users')
    .set('PRIVATE-TOKEN', 'atomgit-token')
    .send({ login: 'bob', token: 'bob-token' })
    .expect(201);
  for (const path of [COMMITS, `${COMMITS}/master`, `${COMPARE}/master...master`]) {
    expect((await api.get(path)).status).toBe(401);
    expect((await api.get(path).set('PRIVATE-TOKEN', 'bob-token')).status).toBe(404);
    expect((await api.get(path).set('PRIVATE-TOKEN', 'atomgit-token')).status).toBe(200);
  }
});
