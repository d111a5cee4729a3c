import { expect, test } from 'vitest';
import { start } from '../support/server/start.js';

const REPO = '/api/v5/repos/demo/demo';
const base64 = (text: string) => Buffer.from(text).toString('base64');

test('a file is made, read, changed and removed by the API, and each is a push', async () => {
  const { api, inbox, url, refs } = await start({ hook: { push_events: true } });
  const author = { name: 'Lin', email: 'lin@example.com' };
  const made = await api
    .post(`${REPO}/contents/docs/read%20me.md`)
    .send({ content: base64('one\n'), message: 'Add it', branch: 'feature', author })
    .expect(200);
  const push = await inbox.next();
  expect(push.body).toMatchObject({ ref: 'refs/heads/feature', after: made.body.commit.sha });
  expect(made.body.commit).toMatchObject({ message: 'Add it\n', author, parents: [expect.any(String)] });

  const at = `${REPO}/contents/docs/read%20me.md?ref=feature`;
  const read = await api.get(at).expect(200);
  const { sha } = read.body;
  const self = `${url}${REPO}/contents/docs/read%20me.md?ref=feature`;
  const html = `${url}/demo/demo/blob/feature/docs/read%20me.md`;
  expect(read.text).toBe(
    JSON.stringify({
      type: 'file',
      encoding: 'base64',
      size: 4,
      name: 'read me.md',
      path: 'docs/read me.md',
      content: base64('one\n'),
      sha,
      url: self,
      html_url: html,
      download_url: `${url}/demo/demo/raw/feature/docs/read%20me.md`,
      _links: { self, html },
    }),
  );

  const changed = await api
    .put(`${REPO}/contents/docs/read%20me.md`)
    .type('form')
    .send({ content: base64('two\n'), message: 'Change it', branch: 'feature', sha })
    .send({ 'author[name]': 'Lin', 'author[email]': 'lin@example.com' })
    .expect(200);
  expect(changed.body).toMatchObject({
    content: { name: 'read me.md', path: 'docs/read me.md' },
    commit: { author, parents: [made.body.commit.sha] },
  });
  const removed = await api
    .delete(`${REPO}/contents/docs/read%20me.md`)
    .query({ sha: changed.body.content.sha, message: 'Remove it', branch: 'feature' })
    .expect(200);
  expect(removed.body).toMatchObject({ content: null, commit: { message: 'Remove it\n' } });
  await api.get(at).expect(404);
  expect(await refs('refs/heads/feature')).toContain(removed.body.commit.sha);
  expect(await inbox.next()).toMatchObject({ body: { after: changed.body.commit.sha } });
  expect(await inbox.next()).toMatchObject({ body: { after: removed.body.commit.sha } });
});

test('a removal takes its fields from body and query at once, and those of the body count first', async () => {
  const { api, clone, refs } = await start();
  await (await clone()).push('HEAD:refs/heads/dev', 'HEAD:refs/heads/other');
  const before = await refs('refs/heads/master');
  for (const root of [REPO, '/repos/demo/demo']) {
    const file = `${root}/contents/${root.length}.txt`;
    const fields = { message: 'Try', content: base64('a') };
    const bearer = { Authorization: 'Bearer atomgit-token' };
    const put = (branch: string) =>
      api
        .put(file)
        .set(bearer)
        .send({ ...fields, branch })
        .expect(200);
    const { sha } = (await put('dev')).body.content;
    await put('other');
    const remove = (query: object, given: object) =>
      api.delete(file).set(bearer).query(query).send(given).expect(200);
    const removed = await remove(
      { branch: 'dev', message: 'Asked' },
      { sha, message: 'Given', branch: null },
    );
    expect(removed.body.commit.message).toBe('Given\n');
    await api.get(`${file}?ref=dev`).expect(404);
    await remove({ sha, branch: 'dev' }, { branch: 'other' });
    await api.get(`${file}?ref=other`).expect(404);
  }
  expect(await refs('refs/heads/master')).toBe(before);
});

test('nobody overwrites a change that they have not seen, and an invalid call changes nothing', async () => {
  const { api, refs } = await start();
  const file = `${REPO}/contents/a.txt`;
  const message = 'Try';
  const made = await api
    .post(file)
    .send({ content: base64('a'), message })
    .expect(200);
  const before = await refs();
  const { sha } = made.body.content;
  await api
    .post(file)
    .send({ content: base64('b'), message })
    .expect(409);
  await api
    .put(file)
    .send({ content: base64('b'), message })
    .expect(409);
  const stale = await api
    .put(file)
    .send({ content: base64('b'), message, sha: '0'.repeat(40) })
    .expect(409);
  expect(stale.body.error_message).toContain(sha);
  await api
    .put(`${REPO}/contents/b.txt`)
    .send({ content: base64('b'), message, sha })
    .expect(404);
  await api.delete(file).send({ message }).expect(422);
  await api.post(`${REPO}/contents/c.txt`).send({ content: '!', message }).expect(422);
  await api
    .post(`${REPO}/contents/c.txt`)
    .send({ content: base64('c') })
    .expect(422);
  for (const path of ['a.txt/below', '.git/config', 'x/../y', '%00'])
    await api
      .post(`${REPO}/contents/${path}`)
      .send({ content: base64('c'), message })
      .expect((response) => {
        expect([404, 422]).toContain(response.status);
      });
  expect(await refs()).toBe(before);
});

test('what is not base64 is refused, however long it is; white space and padding do not matter', async () => {
  const { api } = await start();
  const file = `${REPO}/contents/a.txt`;
  const commits = '/_mock/repositories/demo/demo/commits';
  const broken = [' '.repeat(600_000) + '!', 'YWJjZ', 'YWI==', 'YQ=', '=', 'YQ===', 'Y=Q=', 'YW=I'];
  for (const content of broken) {
    const refused = await api.post(file).send({ content, message: 'm' }).expect(422);
    expect(refused.body.error_message).toContain('content is not base64');
    const files = { a: { content, encoding: 'base64' } };
    expect((await api.post(commits).send({ files }).expect(422)).body.message).toContain('is not base64');
  }
  for (const [index, content] of [' YW\nI=\n', 'YWI', 'Y W I = '].entries()) {
    await api.post(`${REPO}/contents/${index}`).send({ content, message: 'm' }).expect(200);
    expect((await api.get(`${REPO}/raw/${index}`).buffer(true).expect(200)).text).toBe('ab');
  }
});

test('folders, trees and blobs lead to each other', async () => {
  const { api, clone } = await start();
  const work = await clone();
  const files = { 'src/main.c': 'int main;\n', 'src/lib/重.c': 'int lib;\n', run: '#!/bin/sh\n' };
  await api.post('/_mock/repositories/demo/demo/commits').send({ branch: 'feature/x', files }).expect(201);
  await work.git('fetch', 'origin');
  const root = await work.git('rev-parse', 'origin/feature/x^{tree}');
  const listed = await api.get(`${REPO}/contents/src?ref=feature/x`).expect(200);
  expect(listed.body).toMatchObject([
    { type: 'dir', name: 'lib', path: 'src/lib', size: 0, download_url: null },
    { type: 'file', name: 'main.c', path: 'src/main.c', size: 10 },
  ]);
  const top = await api.get(`${REPO}/contents?ref=feature/x`).expect(200);
  expect(top.body).toContainEqual(expect.objectContaining({ name: 'run', type: 'file' }));

  const tree = await api.get(`${REPO}/git/trees/feature%2Fx`).expect(200);
  expect(tree.body).toMatchObject({ sha: root.trim(), truncated: false });
  const src = tree.body.tree.find(({ name }: { name: string }) => name === 'src');
  expect(Object.keys(src).slice(0, 6)).toEqual(['sha', 'name', 'type', 'path', 'mode', 'md5']);
  const below = await api.get(new URL(src.url).pathname).expect(200);
  expect(below.body.tree.map(({ name }: { name: string }) => name)).toEqual(['lib', 'main.c']);
  const all = await api.get(`${REPO}/git/trees/${root.trim()}?recursive=1`).expect(200);
  const main = all.body.tree.find(({ path }: { path: string }) => path === 'src/main.c');
  const blob = await api.get(new URL(main.url).pathname).expect(200);
  expect(blob.body).toMatchObject({
    sha: main.sha,
    size: 10,
    encoding: 'base64',
    content: base64('int main;\n'),
  });
  const page = await api.get(`${REPO}/git/trees/${root.trim()}?recursive=1&page=2&per_page=2`).expect(200);
  expect(page.body).toMatchObject({ tree: all.body.tree.slice(2, 4), truncated: true });

  const folder = await api.get(`${REPO}/git/trees/feature%2Fx?file_path=src&recursive=true`).expect(200);
  expect(folder.body.tree.map(({ path }: { path: string }) => path)).toEqual([
    'src/lib',
    'src/lib/重.c',
    'src/main.c',
  ]);
  await api.get(`${REPO}/git/trees/feature%2Fx?file_path=nowhere`).expect(404);
  const paths = await api.get(`${REPO}/file_list?ref_name=feature/x&file_name=.c`).expect(200);
  expect(paths.body).toEqual(['src/lib/重.c', 'src/main.c']);
  await api.get(`${REPO}/git/trees/nowhere`).expect(404);
  await api.get(`${REPO}/git/blobs/${root.trim()}`).expect(404);
  await api.get(`${REPO}/contents/src/main.c/x`).expect(404);
});

test('addresses of files answer whatever the name of the branch or tag', async () => {
  const { api, url } = await start();
  const branch = 'fix/#12&%';
  await api
    .post('/_mock/repositories/demo/demo/commits')
    .send({ branch, files: { 'docs/README.md': 'x' } })
    .expect(201);
  await api.post(`${REPO}/tags`).send({ tag_name: 'v1.0.0+build.5', refs: branch }).expect(200);
  const answers = (address: string) => api.get(address.replace(url, '')).expect(200);
  for (const ref of [branch, 'v1.0.0+build.5'])
    for (const path of ['docs/README.md', 'docs']) {
      const shown = await api.get(`${REPO}/contents/${path}`).query({ ref }).expect(200);
      const [{ url: self, html_url, download_url }] = [shown.body].flat();
      for (const address of [self, html_url, download_url]) await answers(address);
    }
  const [folder] = (await api.get(`${REPO}/contents`).query({ ref: branch }).expect(200)).body.slice(-1);
  expect(folder.type).toBe('dir');
  for (const address of [folder.url, folder.html_url]) await answers(address);
  await api.patch(REPO).send({ default_branch: branch }).expect(200);
  const { readme_url: readme } = (await api.get(REPO).expect(200)).body;
  await answers(readme);
  const pull = await api.post(`${REPO}/pulls`).send({ title: 'A', head: branch, base: 'master' }).expect(200);
  expect(pull.body.source_project.readme_url).toBe(readme);
});

test("a file's bytes come as they are, with a type that no browser runs", async () => {
  const { api } = await start();
  const image = Buffer.from([0x89, 0x50, 0, 1, 2, 3]);
  const script = '<script>alert(1)</script>\n';
  const files = {
    'a.html': script,
    'b.png': { content: image.toString('base64'), encoding: 'base64' },
    'large.bin': 'x'.repeat(21 * 1024 * 1024),
  };
  const made = await api
    .post('/_mock/repositories/demo/demo/commits')
    .send({ branch: 'feature/x', files })
    .expect(201);
  const { sha } = made.body;
  for (const address of [
    `${REPO}/raw/a.html?ref=feature/x`,
    `/demo/demo/raw/feature/x/a.html`,
    `/demo/demo/raw/${sha}/a.html`,
    `/demo/demo/blob/feature%2Fx/a.html`,
  ]) {
    const raw = await api.get(address).expect(200);
    expect(raw.text).toBe(script);
    expect(raw.headers).toMatchObject({
      'content-type': 'text/plain; charset=utf-8',
      'content-length': String(script.length),
      'x-content-type-options': 'nosniff',
    });
  }
  const bytes = await api
    .get(`/demo/demo/raw/${sha}/b.png`)
    .expect('content-type', 'application/octet-stream');
  expect(bytes.body).toEqual(image);
  const large = await api.get(`${REPO}/raw/large.bin?ref=${sha}`).expect(200);
  expect(large.body.length).toBe(21 * 1024 * 1024);
  await api.get(`${REPO}/contents/large.bin?ref=${sha}`).expect(422);
  await api.get(`/demo/demo/raw/feature/x/none`).expect(404);
  await api.get(`/demo/demo/raw/nowhere/a.html`).expect(404);
  const folder = await api.get(`/demo/demo/tree/feature/x`).expect(200);
  expect(folder.text).toContain('a.html\nb.png\n');
});

test('a patch has the bytes of binary files, a diff only their names', async () => {
  const { api, clone } = await start();
  const work = await clone();
  const sha = await work.commitFile('bytes.bin', Buffer.from([0, 1, 2, 255]));
  await work.push('HEAD:refs/heads/feature');
  const text = async (kind: string) => (await api.get(`${REPO}/commit/${sha}/${kind}`).expect(200)).text;
  expect(await text('diff')).toContain('Binary files /dev/null and b/bytes.bin differ');
  expect(await text('patch')).toContain('GIT binary patch');
});

test("archives, diffs and patches equal git's own", async () => {
  const { api, clone } = await start();
  const work = await clone();
  await api
    .post('/_mock/repositories/demo/demo/commits')
    .send({ branch: 'feature', message: 'Add a', files: { 'a.txt': 'one\n' } })
    .expect(201);
  await work.git('fetch', 'origin');
  const sha = (await work.git('rev-parse', 'origin/feature')).trim();
  for (const address of [
    '/demo/demo/archive/feature.zip',
    '/demo/demo/archive/refs/heads/feature.tar.gz',
    `${REPO}/zipball/feature`,
    `${REPO}/zipball`,
    `${REPO}/tarball/feature`,
    `${REPO}/tarball`,
  ]) {
    const archive = await api
      .get(address)
      .buffer(true)
      .parse((response, done) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => done(null, Buffer.concat(chunks)));
      });
    expect(archive.status).toBe(200);
    expect(['504b', '1f8b']).toContain(archive.body.subarray(0, 2).toString('hex'));
  }
  await api.get('/demo/demo/archive/nowhere.zip').expect(404);
  await api.get('/demo/demo/archive/feature.rar').expect(422);
  const diff = await work.git('diff', 'origin/master', 'origin/feature');
  // What the target gets meanwhile is not the request's.
  await api
    .post('/_mock/repositories/demo/demo/commits')
    .send({ files: { 'elsewhere.txt': 'x\n' } })
    .expect(201);
  const patch = await work.git('format-patch', '--stdout', '--no-signature', 'origin/master..origin/feature');
  const request = await api
    .post(`${REPO}/pulls`)
    .send({ title: 'A', head: 'feature', base: 'master' })
    .expect(200);
  // What runs git in tests cuts off the last newline.
  const text = async (url: string) => (await api.get(url).expect(200)).text.trimEnd();
  const { diff_url: diffUrl, patch_url: patchUrl } = request.body;
  for (const url of [`${REPO}/commit/${sha}/diff`, `${REPO}/pulls/1/diff`, new URL(diffUrl).pathname])
    expect(await text(url)).toBe(diff);
  for (const url of [`${REPO}/commit/${sha}/patch`, `${REPO}/pulls/1/patch`, new URL(patchUrl).pathname])
    expect(await text(url)).toBe(patch.trimEnd());
  await api.get('/demo/demo/merge_requests/9.diff').expect(404);
  // The first commit of all has nothing before it.
  const root = await work.git('rev-list', '--max-parents=0', 'HEAD');
  expect(await text(`${REPO}/commit/${root}/patch`)).toBe(
    (await work.git('format-patch', '--stdout', '--no-signature', '--root', root)).trimEnd(),
  );
});
