import { createHash } from 'node:crypto';
import { chmod, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { onTestFinished, vi } from 'vitest';
import type { Clone } from '../git/clone.js';
import type { Call } from '../http/inbox.js';

/** A hook that hears of comments alone. */
export const NOTES_ONLY = { push_events: false, note_events: true };

/** An unknown user in REST. */
export const ATOMGIT = { id: '000000000000000000000001', login: 'atomgit', name: 'atomgit', type: 'User' };

/** The part of a Note Hook that is about the comment. */
export const noteOf = ({ body }: Call) =>
  (body as { object_attributes: Readonly<Record<string, unknown>> }).object_attributes;

export const bodiesOf = (list: unknown) => (list as { body: string }[]).map(({ body }) => body);

/** @param lines old and new, like `0:1` */
export const codeOf = (path: string, lines: string) =>
  `${createHash('sha1').update(path).digest('hex')}_${lines.replace(':', '_')}`;

/** Stops the clock, which the server in this process reads, too. */
export function clockAt(iso: string): void {
  vi.setSystemTime(iso);
  onTestFinished(() => void vi.useRealTimers());
}

const SUBMODULE = '409f37c4f05865e4fb208c771485f211a22c4c2d';
const NO_NEWLINE = '\\ No newline at end of file\n';

const numbered = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => `line ${from + index}\n`);

const THIRTY = numbered(1, 30);

const BEFORE: Readonly<Record<string, string | Buffer>> = {
  deleted: 'going\ngone\n',
  modified: THIRTY.join(''),
  'old name': numbered(1, 9).join(''),
  script: 'echo\n',
  'mode only': 'echo mode\n',
  'no end': 'old',
  crlf: 'a\r\nb\r\n',
  '中文 🎉.md': '一\n',
  picture: Buffer.from([0, 1]),
};

const AFTER: Readonly<Record<string, string | Buffer>> = {
  added: 'hello\nworld\n',
  modified: [
    'line 1\nline 2\nchanged 3\nline 4\nline 5\ninserted\n',
    ...THIRTY.slice(5, 24),
    ...THIRTY.slice(25),
  ].join(''),
  'new name': [...numbered(1, 9), 'end\n'].join(''),
  script: 'echo hello\n',
  'no end': 'new',
  crlf: 'a\r\nc\r\n',
  '中文 🎉.md': '二\n',
  picture: Buffer.from([0, 2]),
};

/** Two commits that differ in every way that files can. @returns the second one's sha; nothing is pushed */
export async function commitAllKindsOfChanges(work: Clone): Promise<string> {
  const path = (name: string) => join(work.folder, name);
  for (const [name, content] of Object.entries(BEFORE)) await writeFile(path(name), content);
  await work.shell('git add --all && git commit --quiet --message before');
  for (const name of ['deleted', 'old name']) await rm(path(name));
  for (const [name, content] of Object.entries(AFTER)) await writeFile(path(name), content);
  for (const name of ['script', 'mode only']) await chmod(path(name), 0o755);
  const script = `git add --all
    git update-index --add --cacheinfo "160000,$1,six"
    git commit --quiet --message after`;
  await work.shell(script, SUBMODULE);
  return work.sha();
}

const MODIFIED = `--- a/modified
+++ b/modified
@@ -1,8 +1,9 @@
 line 1
 line 2
-line 3
+changed 3
 line 4
 line 5
+inserted
 line 6
 line 7
 line 8
@@ -22,7 +23,6 @@ line 21
 line 22
 line 23
 line 24
-line 25
 line 26
 line 27
 line 28
`;

interface Change {
  readonly diff: string;
  /** Old and new line at positions that can be commented on. */
  readonly lines: Readonly<Record<number, string>>;
  readonly oldPath?: string;
  /** Before and after. */
  readonly modes?: readonly [string, string];
}

/** What the second of them does, by file. */
const CHANGES: Readonly<Record<string, Change>> = {
  added: {
    diff: '--- /dev/null\n+++ b/added\n@@ -0,0 +1,2 @@\n+hello\n+world\n',
    lines: { 1: '0:1', 2: '0:2' },
    modes: ['0', '100644'],
  },
  deleted: {
    diff: '--- a/deleted\n+++ /dev/null\n@@ -1,2 +0,0 @@\n-going\n-gone\n',
    lines: { 1: '1:0', 2: '2:0' },
    modes: ['100644', '0'],
  },
  modified: {
    diff: MODIFIED,
    // A context line, a deleted and an added one, an inserted one, and three of the second hunk, the last line too.
    lines: {
      1: '1:1',
      3: '3:3',
      4: '4:3',
      7: '6:6',
      8: '6:7',
      12: '22:23',
      15: '25:26',
      16: '26:26',
      18: '28:28',
    },
  },
  'new name': {
    // Git ends a name with a blank in it with a tab.
    diff: '--- a/old name\t\n+++ b/new name\t\n@@ -7,3 +7,4 @@ line 6\n line 7\n line 8\n line 9\n+end\n',
    lines: { 1: '7:7', 4: '10:10' },
    oldPath: 'old name',
  },
  six: {
    diff: `--- /dev/null\n+++ b/six\n@@ -0,0 +1 @@\n+Subproject commit ${SUBMODULE}\n`,
    lines: { 1: '0:1' },
    modes: ['0', '160000'],
  },
  script: {
    diff: '--- a/script\n+++ b/script\n@@ -1 +1 @@\n-echo\n+echo hello\n',
    lines: { 1: '1:1', 2: '2:1' },
    modes: ['100644', '100755'],
  },
  'no end': {
    diff: `--- a/no end\t\n+++ b/no end\t\n@@ -1 +1 @@\n-old\n${NO_NEWLINE}+new\n${NO_NEWLINE}`,
    lines: { 1: '1:1', 3: '2:1' },
  },
  crlf: {
    diff: '--- a/crlf\n+++ b/crlf\n@@ -1,2 +1,2 @@\n a\r\n-b\r\n+c\r\n',
    lines: { 1: '1:1', 2: '2:2', 3: '3:2' },
  },
  '中文 🎉.md': {
    diff: '--- a/中文 🎉.md\t\n+++ b/中文 🎉.md\t\n@@ -1 +1 @@\n-一\n+二\n',
    lines: { 1: '1:1', 2: '2:1' },
  },
};

export interface ChangedLine {
  readonly path: string;
  readonly position: number;
  readonly lineCode: string;
  /** With its keys in the contract's order. */
  readonly stDiff: object;
}

/** Lines of the second commit that can be commented on, and what a Note Hook tells of each. */
export const CHANGED_LINES: readonly ChangedLine[] = Object.entries(CHANGES).flatMap(([path, change]) =>
  Object.entries(change.lines).map(([position, lines]) => ({
    path,
    position: Number(position),
    lineCode: codeOf(path, lines),
    stDiff: stDiff(path, change),
  })),
);

function stDiff(path: string, { diff, oldPath = path, modes = ['100644', '100644'] }: Change): object {
  return {
    diff,
    new_path: path,
    old_path: oldPath,
    a_mode: modes[0],
    b_mode: modes[1],
    new_file: modes[0] === '0',
    renamed_file: oldPath !== path,
    deleted_file: modes[1] === '0',
  };
}

const OUT_OF_RANGE = [0, -1, 1.5, 'first', 1e300] as const;
const UNCHANGED = [
  'nowhere',
  'README.md',
  'old name',
  '',
  '/modified',
  './modified',
  'MODIFIED',
  '*',
  ':(glob)**',
];

/** What cannot be commented on, and how the refusal begins. */
export const MISNAMED_LINES: readonly (readonly [{ path: string; position: number | string }, string])[] = [
  ...OUT_OF_RANGE.map((position) => {
    const message = `position must be a whole number from 1 to 2147483647, but is ${JSON.stringify(position)}`;
    return [{ path: 'modified', position }, message] as const;
  }),
  [{ path: 'modified', position: 19 }, 'position 19 is not a line of the diff of "modified", which has 18:'],
  // A later `@@`.
  [{ path: 'modified', position: 11 }, 'position 11 is not a line of the diff of "modified"'],
  // `\ No newline at end of file`.
  [{ path: 'no end', position: 2 }, 'position 2 is not a line of the diff of "no end"'],
  [{ path: 'no end', position: 4 }, 'position 4 is not a line of the diff of "no end"'],
  [{ path: 'picture', position: 1 }, 'position 1 is not a line of the diff of "picture", which has 0:'],
  [{ path: 'mode only', position: 1 }, 'position 1 is not a line of the diff of "mode only", which has 0:'],
  ...UNCHANGED.map((path) => {
    const message = `path ${JSON.stringify(path)} is not a file that is changed here`;
    return [{ path, position: 1 }, message] as const;
  }),
];
