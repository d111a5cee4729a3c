import { execFile } from 'node:child_process';
import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { temporaryFolder } from '../../../../test/support/server/temporary-folder.js';
import { StagedFolders } from '../repository/copies/staged-folders.js';
import { BareRepositories } from '../repository/bare-repositories.js';
import { lineAt, positionsIn } from './diff-lines.js';
import { Diffs, type DiffRange } from './diffs.js';
import { Git } from '../process/git.js';
import { CommitLog } from '../history/commit-log.js';
import { MergeBases } from '../history/merge-bases.js';
import { ObjectReader } from '../process/object-reader.js';
import { GitProcessPool } from '../process/git-process-pool.js';
import type { FileDiff } from '#domain';
import { parseRawDiff } from './parse-diff.js';

const AT = { owner: 'demo', path: 'demo' };
const SUBMODULE = '409f37c4f05865e4fb208c771485f211a22c4c2d';
const ENVIRONMENT = { PATH: process.env['PATH'] ?? '' };
const NO_NEWLINE = '\\ No newline at end of file\n';

interface Entry {
  readonly mode: '100755' | '120000' | '160000';
  readonly content: string | Buffer;
}

/** Whole trees: name to content. */
type Files = Readonly<Record<string, string | Buffer | Entry>>;

const executable = (content: string): Entry => ({ mode: '100755', content });
const link = (content: string): Entry => ({ mode: '120000', content });
const submodule = (content = SUBMODULE): Entry => ({ mode: '160000', content });
const lines = (from: number, to: number): string[] =>
  Array.from({ length: to - from + 1 }, (_, index) => `line ${from + index}\n`);

/** A bare repository without refs, and what reads its diffs. */
async function repository() {
  const dataFolder = await temporaryFolder();
  const settings = { dataFolder, environment: ENVIRONMENT };
  const git = new Git(settings);
  await git.prepare();
  const repositories = new BareRepositories(
    git,
    new GitProcessPool(git),
    new StagedFolders({ of: () => console }),
    settings,
  );
  await repositories.prepare();
  await (await repositories.stage('main')).moveTo(AT);
  const folder = repositories.folder(AT);
  const gits = new GitProcessPool(git);
  const objects = new ObjectReader(gits);
  const mergeBases = new MergeBases(git, new CommitLog(git, objects, repositories), repositories);
  /** From where two commits' histories parted. */
  const parted = async (base: string, head: string): Promise<DiffRange> => ({
    base: (await mergeBases.of(AT, [base, head]))?.sha ?? base,
    head,
  });
  const diffs = new Diffs(git, gits, objects, repositories);
  return { folder, git, diffs, mergeBases, parted, commit: commitIn(folder) };
}

/** Makes a commit that has these files and no others. @returns its sha */
const commitIn =
  (folder: string) =>
  async (files: Files, ...parents: readonly string[]): Promise<string> => {
    const [from, ...merged] = parents;
    const stream = [
      'commit refs/heads/scratch\nmark :1\ncommitter Ada <ada@example.com> 1700000000 +0000\ndata 0\n',
      from === undefined ? '' : `from ${from}\n`,
      ...merged.map((parent) => `merge ${parent}\n`),
      'deleteall\n',
      ...Object.entries(files).flatMap(([name, file]) => modification(name, file)),
      // So that the next one can have any parents, or none.
      '\nreset refs/heads/scratch\nfrom 0000000000000000000000000000000000000000\n\nget-mark :1\n',
    ];
    return new Promise((resolve, reject) => {
      const child = execFile(
        'git',
        ['fast-import', '--quiet', '--force'],
        { cwd: folder },
        (error, printed) => (error ? reject(error) : resolve(printed.trim())),
      );
      child.stdin?.end(Buffer.concat(stream.map((part) => Buffer.from(part))));
    });
  };

function modification(name: string, file: Files[string]): (string | Buffer)[] {
  const { mode, content } =
    typeof file === 'string' || Buffer.isBuffer(file) ? { mode: '100644', content: file } : file;
  // JSON quotes what these tests have in names as git does.
  if (mode === '160000') return [`M 160000 ${content.toString()} ${JSON.stringify(name)}\n`];
  const data = Buffer.from(content);
  return [`M ${mode} inline ${JSON.stringify(name)}\ndata ${data.length}\n`, data, '\n'];
}

/** What changes from one tree to another. */
async function changes(before: Files, after: Files) {
  const { diffs, git, folder, commit } = await repository();
  const base = await commit(before);
  const range: DiffRange = { base, head: await commit(after, base) };
  const blob = async (name: string, side: string) =>
    (await git.run(folder, ['rev-parse', `${side}:${name}`])).trim();
  return {
    files: await diffs.files(AT, range),
    file: (path: string) => diffs.file(AT, range, path),
    /** Like `file`, and that git prints nothing about another one. */
    onlyFile: async (path: string) => {
      const runs = vi.spyOn(git, 'run');
      const file = await diffs.file(AT, range, path);
      const printed = String(await runs.mock.results[1]?.value);
      expect(runs).toHaveBeenCalledTimes(2);
      expect(parseRawDiff(printed)).toHaveLength(1);
      runs.mockRestore();
      return file;
    },
    oldBlob: (name: string) => blob(name, base),
    newBlob: (name: string) => blob(name, range.head),
  };
}

test('a new file, a changed one and a deleted one', async () => {
  const { files, oldBlob, newBlob } = await changes(
    { changed: 'one\ntwo\n', gone: 'x\ny\n', same: 'same\n' },
    { changed: 'one\n2\nthree\n', new: 'hello\n', same: 'same\n' },
  );
  expect(files).toEqual([
    {
      oldPath: 'changed',
      newPath: 'changed',
      oldMode: '100644',
      newMode: '100644',
      status: 'modified',
      blobSha: await newBlob('changed'),
      additions: 2,
      deletions: 1,
      diff: '--- a/changed\n+++ b/changed\n@@ -1,2 +1,3 @@\n one\n-two\n+2\n+three\n',
    },
    {
      oldPath: 'gone',
      newPath: 'gone',
      oldMode: '100644',
      newMode: '0',
      status: 'deleted',
      blobSha: await oldBlob('gone'),
      additions: 0,
      deletions: 2,
      diff: '--- a/gone\n+++ /dev/null\n@@ -1,2 +0,0 @@\n-x\n-y\n',
    },
    {
      oldPath: 'new',
      newPath: 'new',
      oldMode: '0',
      newMode: '100644',
      status: 'added',
      blobSha: await newBlob('new'),
      additions: 1,
      deletions: 0,
      diff: '--- /dev/null\n+++ b/new\n@@ -0,0 +1 @@\n+hello\n',
    },
  ]);
});

test('a renamed file, with and without a change', async () => {
  const content = lines(1, 9).join('');
  const { files, file, newBlob } = await changes(
    { 'a/moved': content, 'b/moved': `other ${content}` },
    { 'c/moved': content, 'd/moved': `other ${content}end\n` },
  );
  expect(files).toMatchObject([
    { oldPath: 'a/moved', newPath: 'c/moved', status: 'renamed', additions: 0, deletions: 0, diff: '' },
    {
      oldPath: 'b/moved',
      newPath: 'd/moved',
      oldMode: '100644',
      newMode: '100644',
      status: 'renamed',
      blobSha: await newBlob('d/moved'),
      additions: 1,
      deletions: 0,
      diff: '--- a/b/moved\n+++ b/d/moved\n@@ -7,3 +7,4 @@ line 6\n line 7\n line 8\n line 9\n+end\n',
    },
  ]);
  expect(await file('c/moved')).toEqual(files[0]);
  expect(await file('d/moved')).toEqual(files[1]);
  expect(await file('b/moved')).toBeNull();
});

test('a copy is a new file', async () => {
  const content = lines(1, 9).join('');
  const { files } = await changes({ one: content }, { one: `${content}end\n`, two: content });
  expect(files.map(({ newPath, status }) => [newPath, status])).toEqual([
    ['one', 'modified'],
    ['two', 'added'],
  ]);
});

test('a file that became executable, with and without a change', async () => {
  const { files } = await changes({ a: 'x\n', b: 'x\n' }, { a: executable('x\n'), b: executable('y\n') });
  expect(files).toMatchObject([
    { newPath: 'a', oldMode: '100644', newMode: '100755', status: 'modified', additions: 0, diff: '' },
    { newPath: 'b', newMode: '100755', additions: 1, diff: '--- a/b\n+++ b/b\n@@ -1 +1 @@\n-x\n+y\n' },
  ]);
});

test('a file that became a link is one change, and the next file keeps its own diff', async () => {
  const before = { a: 'text\n', b: link('target'), c: '', d: 'x\n', e: submodule() };
  const after = { a: link('target'), b: 'text\n', c: link('target'), d: 'y\n', e: 'file\n' };
  const { files, file } = await changes(before, after);
  expect(files).toMatchObject([
    {
      newPath: 'a',
      oldMode: '100644',
      newMode: '120000',
      status: 'modified',
      additions: 1,
      deletions: 1,
      diff: `--- a/a\n+++ /dev/null\n@@ -1 +0,0 @@\n-text\n--- /dev/null\n+++ b/a\n@@ -0,0 +1 @@\n+target\n${NO_NEWLINE}`,
    },
    { newPath: 'b', oldMode: '120000', newMode: '100644', additions: 1, deletions: 1 },
    { newPath: 'c', diff: `--- /dev/null\n+++ b/c\n@@ -0,0 +1 @@\n+target\n${NO_NEWLINE}` },
    { newPath: 'd', diff: '--- a/d\n+++ b/d\n@@ -1 +1 @@\n-x\n+y\n' },
    {
      newPath: 'e',
      diff: `--- a/e\n+++ /dev/null\n@@ -1 +0,0 @@\n-Subproject commit ${SUBMODULE}\n--- /dev/null\n+++ b/e\n@@ -0,0 +1 @@\n+file\n`,
    },
  ]);
  for (const one of files) expect(await file(one.newPath)).toEqual(one);
});

test('a binary file has no lines', async () => {
  const { files, newBlob } = await changes(
    { changed: Buffer.from([0, 1, 2]), gone: Buffer.from([0, 9]) },
    { changed: Buffer.from([0, 1, 3]), new: Buffer.from([0, 8, 8, 8]) },
  );
  const numbers = { additions: 0, deletions: 0 };
  expect(files).toMatchObject([
    {
      ...numbers,
      newPath: 'changed',
      blobSha: await newBlob('changed'),
      diff: 'Binary files a/changed and b/changed differ\n',
    },
    { ...numbers, newPath: 'gone', diff: 'Binary files a/gone and /dev/null differ\n' },
    { ...numbers, newPath: 'new', diff: 'Binary files /dev/null and b/new differ\n' },
  ]);
});

test('a submodule that was added reads as documented', async () => {
  const { file } = await changes({}, { six: submodule() });
  expect(await file('six')).toEqual({
    oldPath: 'six',
    newPath: 'six',
    oldMode: '0',
    newMode: '160000',
    status: 'added',
    blobSha: SUBMODULE,
    additions: 1,
    deletions: 0,
    diff: '--- /dev/null\n+++ b/six\n@@ -0,0 +1 @@\n+Subproject commit 409f37c4f05865e4fb208c771485f211a22c4c2d\n',
  });
});

test('a repository with settings of its own reads like any other', async () => {
  const { diffs, folder, commit } = await repository();
  const content = lines(1, 9).join('');
  const base = await commit({ a: content, b: 'x\n' });
  const head = await commit({ a: `${content}end\n`, b: 'y\n', c: content, six: submodule() }, base);
  const range = { base, head };
  const files = await diffs.files(AT, range);
  const settings = `[diff]
	external = false
	noprefix = true
	renames = copies
	ignoreSubmodules = all
	submodule = log
[color]
	ui = always
[core]
	abbrev = 7
`;
  await appendFile(join(folder, 'config'), settings);
  expect(await diffs.files(AT, range)).toEqual(files);
});

const ODD_NAMES = [
  'with space',
  '"quoted"',
  "it's",
  '中文/文件.md',
  'tab\there',
  'line\nfeed',
  'carriage\rreturn',
  'back\\slash',
  '-dash',
  '--output=x',
  '--upload-pack=x',
  ':100644 100644 x',
  ':(glob)**',
  ':!not',
  '*',
  '*.txt',
  '[a]',
  'diff --git a/x b/x',
  '--- a/x',
  'Binary files ',
  'a => b',
  '{a => b}',
  '\u2028',
  '🎉',
];

test('whatever a file is called, its diff is found by that name', async () => {
  const all = (content: (name: string) => string): Files =>
    Object.fromEntries([...ODD_NAMES, 'plain.txt'].map((name) => [name, content(name)]));
  const { files, onlyFile } = await changes(
    all(() => 'x\n'),
    all((name) => `${name}\n`),
  );
  expect(files.map(({ newPath }) => newPath).sort()).toEqual([...ODD_NAMES, 'plain.txt'].sort());
  for (const one of files) {
    const added = one.newPath.split('\n').map((line) => `+${line}\n`);
    expect(one.diff.slice(one.diff.indexOf('@@ '))).toBe(
      `@@ -1 +1${added.length > 1 ? `,${added.length}` : ''} @@\n-x\n${added.join('')}`,
    );
    expect(await onlyFile(one.newPath)).toEqual(one);
  }
});

test('whatever a file was called before, its diff is found by its new name', async () => {
  const all = (suffix: string): Files =>
    Object.fromEntries(ODD_NAMES.map((name) => [name + suffix, `${name}\n${name}\n`]));
  const { files, onlyFile } = await changes(all(''), all(' now'));
  expect(files.map(({ oldPath }) => oldPath).sort()).toEqual([...ODD_NAMES].sort());
  for (const one of files) {
    expect(one).toMatchObject({ newPath: `${one.oldPath} now`, status: 'renamed', diff: '' });
    expect(await onlyFile(one.newPath)).toEqual(one);
  }
});

test('a name that is not UTF-8 is found as it is shown', async () => {
  const { diffs, git, folder } = await repository();
  const blob = (await git.run(folder, ['hash-object', '-w', '--stdin'], 'x\n')).trim();
  const head = (await git.run(folder, ['mktree'], `100644 blob ${blob}\t"caf\\351"\n`)).trim();
  const range = { base: null, head };
  const [file] = await diffs.files(AT, range);
  expect(file).toMatchObject({ newPath: 'caf\ufffd', additions: 1 });
  expect(await diffs.file(AT, range, 'caf\ufffd')).toEqual(file);
});

test('an empty file comes and goes without a diff', async () => {
  const { files } = await changes({ gone: '', z: '1\n' }, { z: '2\n' });
  expect(files).toMatchObject([
    { newPath: 'gone', status: 'deleted', diff: '' },
    { newPath: 'z', diff: '--- a/z\n+++ b/z\n@@ -1 +1 @@\n-1\n+2\n' },
  ]);
  const { files: added } = await changes({ z: '1\n' }, { new: '', z: '2\n' });
  expect(added).toMatchObject([
    { newPath: 'new', status: 'added', newMode: '100644', additions: 0, diff: '' },
    { newPath: 'z', diff: '--- a/z\n+++ b/z\n@@ -1 +1 @@\n-1\n+2\n' },
  ]);
});

test('a missing newline at the end and carriage returns are kept', async () => {
  const { files } = await changes({ a: 'x', b: 'x\r\ny\r\n' }, { a: 'xx', b: 'x\r\nz\rz\r\n' });
  expect(files.map(({ diff }) => diff)).toEqual([
    `--- a/a\n+++ b/a\n@@ -1 +1 @@\n-x\n${NO_NEWLINE}+xx\n${NO_NEWLINE}`,
    '--- a/b\n+++ b/b\n@@ -1,2 +1,2 @@\n x\r\n-y\r\n+z\rz\r\n',
  ]);
});

test('lines that look like a diff do not confuse it', async () => {
  const fake = 'diff --git a/z b/z\n-- a/z\n++ b/z\n@@ -1 +1 @@\nBinary files a/z and b/z differ\n';
  const { files } = await changes({ a: fake, b: 'x\n', z: '1\n' }, { a: 'x\n', b: fake, z: '2\n' });
  expect(files).toMatchObject([
    { newPath: 'a', additions: 1, deletions: 5 },
    { newPath: 'b', additions: 5, deletions: 1 },
    { newPath: 'z', diff: '--- a/z\n+++ b/z\n@@ -1 +1 @@\n-1\n+2\n' },
  ]);
});

test('a NUL far into a text is text', async () => {
  const content = 'x'.repeat(9_000);
  const { files } = await changes({ a: content, b: '1\n' }, { a: `${content}\0\0`, b: '2\n' });
  expect(files).toMatchObject([
    { additions: 1, deletions: 1 },
    { newPath: 'b', additions: 1, deletions: 1 },
  ]);
});

test('a file makes way for a folder of its name, and comes back', async () => {
  const content = lines(1, 20).join('');
  const similar = `${content}end\n`;
  // Alone with `a`, `a/y` would be what became of it; in truth that was `b`, and `a` became `a/x`.
  const trees = [
    { a: similar, b: content },
    { 'a/x': lines(1, 16).join(''), 'a/y': content },
  ] as const;
  for (const [before, after] of [trees, [...trees].reverse()]) {
    const { files, file } = await changes(before ?? {}, after ?? {});
    for (const one of files) expect(await file(one.newPath)).toEqual(one);
  }
});

test('equal commits and equal trees have no diff', async () => {
  const { diffs, commit } = await repository();
  const base = await commit({ a: 'x\n' });
  const head = await commit({ a: 'x\n' }, base);
  expect(await diffs.files(AT, { base, head })).toEqual([]);
  expect(await diffs.files(AT, { base: head, head })).toEqual([]);
  expect(await diffs.file(AT, { base, head }, 'a')).toBeNull();
});

test('a first commit adds everything', async () => {
  const { diffs, commit } = await repository();
  const range = { base: null, head: await commit({ a: 'x\n', 'b/c': 'y\n' }) };
  const files = await diffs.files(AT, range);
  expect(files).toMatchObject([
    { newPath: 'a', status: 'added', diff: '--- /dev/null\n+++ b/a\n@@ -0,0 +1 @@\n+x\n' },
    { newPath: 'b/c', status: 'added' },
  ]);
  expect(await diffs.file(AT, range, 'b/c')).toEqual(files[1]);
});

test('from the merge base, what the base got meanwhile does not show', async () => {
  const { diffs, parted, commit } = await repository();
  const root = await commit({ a: '1\n', b: '1\n' });
  const base = await commit({ a: '2\n', b: '1\n' }, root);
  const head = await commit({ a: '1\n', b: '2\n' }, root);
  const paths = async (range: DiffRange) => (await diffs.files(AT, range)).map(({ newPath }) => newPath);
  expect(await paths(await parted(base, head))).toEqual(['b']);
  expect(await paths({ base, head })).toEqual(['a', 'b']);
  expect(await diffs.file(AT, await parted(base, head), 'a')).toBeNull();
  expect(await diffs.file(AT, await parted(base, head), 'b')).toMatchObject({ additions: 1 });
});

test('histories that parted more than once show the diff from one of those commits', async () => {
  const { diffs, parted, commit } = await repository();
  const root = await commit({ a: '0\n' });
  const [one, two] = [await commit({ a: '0\n', x: '1\n' }, root), await commit({ a: '0\n', y: '1\n' }, root)];
  const merged = { a: '0\n', x: '1\n', y: '1\n' };
  const base = await commit(merged, one, two);
  const head = await commit({ ...merged, z: '1\n' }, two, one);
  const files = await diffs.files(AT, await parted(base, head));
  expect(files.map(({ newPath }) => newPath)).toContain('z');
});

test('an unknown commit has no diff', async () => {
  const { diffs, commit } = await repository();
  const head = await commit({ a: '1\n' });
  for (const base of ['1'.repeat(40), '--output=/tmp/x', 'nobody'])
    await expect(diffs.files(AT, { base, head })).rejects.toThrow(base);
});

test('a diff of many megabytes is read whole, and others that were asked for at the same time', async () => {
  const { diffs, commit } = await repository();
  const base = await commit({ a: '1\n', b: '1\n' });
  const long = await commit({ a: 'a line like any other\n'.repeat(400_000), b: '1\n' }, base);
  const short = await commit({ a: '1\n', b: '2\n' }, base);
  const heads = [short, long, short];
  const found = await Promise.all(heads.map((head) => diffs.files(AT, { base, head })));
  expect(found.map((files) => files.map(({ newPath, additions }) => [newPath, additions]))).toEqual([
    [['b', 1]],
    [['a', 400_000]],
    [['b', 1]],
  ]);
});

test('a file that says what ends a diff ends none', async () => {
  const { diffs, commit } = await repository();
  const uuid = '8c1f3c0e-5a1e-4c9b-9a53-0e3ff3f0d5a7';
  const base = await commit({ a: `${uuid}\n`.repeat(9) });
  const head = await commit({ a: `${uuid}\n`.repeat(8) }, base);
  expect(await diffs.files(AT, { base, head })).toMatchObject([{ deletions: 1 }]);
});

test('histories part where git says that they do', async () => {
  const { git, folder, mergeBases, commit } = await repository();
  const commits = [await commit({ a: 'root' }), await commit({ a: 'another root' })];
  const parents = [[], [], [0], [2], [3], [2], [5], [4, 6], [7], [6], [9], [1], [11], [8, 10], [10, 8]];
  for (const [number, places] of parents.entries()) {
    if (number < commits.length) continue;
    const above = places.map((place) => commits[place] ?? '');
    commits.push(await commit({ a: String(number) }, ...above));
  }
  const pairs = [
    [3, 3],
    [4, 2],
    [4, 6],
    [8, 10],
    [8, 5],
    [7, 9],
    [13, 14],
    [12, 11],
    [12, 4],
    [12, 8],
  ];
  for (const [from = 0, to = 0] of pairs) {
    const [one = '', other = ''] = [commits[from], commits[to]];
    const all = (await git.run(folder, ['merge-base', '--all', one, other])).split('\n').filter(Boolean);
    const found = await mergeBases.of(AT, [one, other]);
    expect(all.length === 0 ? [undefined] : all).toContain(found?.sha);
  }
});

/** Few different lines, so that edits meet; and lines that are taken for something else where somebody looks too briefly. */
const anyLine = fc.constantFrom(
  'a',
  'b',
  'c',
  'd',
  '',
  ' ',
  '-- a/f',
  '++ b/f',
  '@@ -1 +1 @@',
  '\\ No newline',
  'e\r',
);
const anyText = fc
  .tuple(fc.array(anyLine, { maxLength: 40 }), fc.boolean())
  .map(([all, isEnded]) => all.join('\n') + (isEnded && all.length > 0 ? '\n' : ''));

test('whatever was edited, a position names the line that stands there', async () => {
  const { diffs, commit } = await repository();
  await fc.assert(
    fc.asyncProperty(anyText, anyText, async (before, after) => {
      const base = await commit({ f: before });
      const file = await diffs.file(AT, { base, head: await commit({ f: after }) }, 'f');
      const diff = file?.diff ?? '';
      const [oldLines, newLines] = [before.split('\n'), after.split('\n')];
      const shown = diff.split('\n').slice(3, -1);
      expect(positionsIn(diff)).toBe(shown.length);
      for (const [index, line] of shown.entries()) {
        const at = lineAt(diff, index + 1);
        const [sign, text] = [line.slice(0, 1), line.slice(1)];
        const sides = (old: string | undefined, now: string | undefined) => [
          sign === '+' ? null : old,
          sign === '-' ? null : now,
        ];
        const found = at && sides(oldLines[at.oldLine - 1], newLines[at.newLine - 1]);
        expect(found).toEqual('@\\'.includes(sign) ? null : sides(text, text));
      }
    }),
    { numRuns: 10 },
  );
});

const anyFile: fc.Arbitrary<Files[string]> = fc.oneof(
  fc.array(anyLine, { maxLength: 12 }).map((all) => all.join('\n')),
  fc.constantFrom(
    lines(1, 9).join(''),
    lines(1, 8).join(''),
    lines(2, 9).join(''),
    '',
    Buffer.from([0, 1]),
    executable('a'),
  ),
  fc.constantFrom(link('a'), submodule(), submodule('1'.repeat(40)), Buffer.from([0xff, 0xe9, 0x0a])),
);
const anyTree = fc.dictionary(
  fc.constantFrom('a', 'b', 'c', '中 文', '"q"', '*', 'x\ny', 'd', 'd/a', 'd/b'),
  anyFile,
  { minKeys: 2, maxKeys: 9 },
);

const isOfOneType = ({ status, oldMode, newMode }: FileDiff): boolean =>
  status !== 'modified' || oldMode.startsWith(newMode.slice(0, 2));

test('one file reads the same alone and among all, and its lines are as many as git counts', async () => {
  const { diffs, git, folder, commit } = await repository();
  await fc.assert(
    fc.asyncProperty(anyTree, anyTree, async (before, after) => {
      const [base, head] = [await commit(before), await commit(after)];
      const range = { base, head };
      const files = await diffs.files(AT, range);
      // Of a file that became a link git counts what it does not show.
      const args = ['diff-tree', '-r', '-z', '-M', '--diff-filter=t', '--numstat', base, head];
      const counted = (await git.run(folder, args)).replaceAll('-\t-\t', '0\t0\t');
      const lineOf = ({ status, oldPath, newPath, additions, deletions }: FileDiff) =>
        `${additions}\t${deletions}\t${status === 'renamed' ? `\0${oldPath}\0` : ''}${newPath}\0`;
      expect(files.filter(isOfOneType).map(lineOf).join('')).toBe(counted);
      for (const one of files.slice(0, 2)) expect(await diffs.file(AT, range, one.newPath)).toEqual(one);
    }),
    { numRuns: 10 },
  );
});
