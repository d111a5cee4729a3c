import { expect, test } from 'vitest';
import { lineAt, positionsIn } from './diff-lines.js';

const numbers = (diff: string) =>
  Array.from({ length: positionsIn(diff) }, (_, index) => {
    const line = lineAt(diff, index + 1);
    return line && [line.oldLine, line.newLine];
  });

test('the first line of a new file is old line 0 and new line 1', () => {
  const diff =
    '--- /dev/null\n+++ b/six\n@@ -0,0 +1 @@\n+Subproject commit 409f37c4f05865e4fb208c771485f211a22c4c2d\n';
  expect(lineAt(diff, 1)).toEqual({ oldLine: 0, newLine: 1 });
  expect(positionsIn(diff)).toBe(1);
});

test('every line of a deleted file is new line 0', () => {
  expect(numbers('--- a/two\n+++ /dev/null\n@@ -1,2 +0,0 @@\n-one\n-two\n')).toEqual([
    [1, 0],
    [2, 0],
  ]);
});

test('positions go on over later hunks, whose first line is none to comment on', () => {
  const diff = `--- a/poem
+++ b/poem
@@ -2,3 +2,4 @@ title
 a
-b
+B
+C
 c
@@ -40,3 +41,2 @@ @@ -1 +1 @@
 x
-y
 z
`;
  expect(numbers(diff)).toEqual([[2, 2], [3, 3], [4, 3], [4, 4], [4, 5], null, [40, 41], [41, 42], [42, 42]]);
});

test('a note about a missing newline counts and is none to comment on, also in the middle of a hunk', () => {
  const note = '\\ No newline at end of file\n';
  expect(numbers(`--- a/x\n+++ b/x\n@@ -1 +1 @@\n-old\n${note}+new\n${note}`)).toEqual([
    [1, 1],
    null,
    [2, 1],
    null,
  ]);
});

test('lines that look like names, hunks or notes are lines like any other', () => {
  const diff =
    '--- a/x\n+++ b/x\n@@ -1,3 +1,3 @@\n--- a/x\n+++ b/x\n @@ -9 +9 @@\n \\ No newline at end of file\n';
  expect(numbers(diff)).toEqual([
    [1, 1],
    [2, 1],
    [2, 2],
    [3, 3],
  ]);
});

test('a line ends at a line feed and nowhere else', () => {
  expect(numbers('--- a/x\n+++ b/x\n@@ -0,0 +1,2 @@\n+a\r@@ -1 +1 @@\u2028b\r\n+c\n')).toEqual([
    [0, 1],
    [0, 2],
  ]);
});

test('a file that became a link has the lines of both', () => {
  const diff = `--- a/x
+++ /dev/null
@@ -1 +0,0 @@
-text
--- /dev/null
+++ b/x
@@ -0,0 +1 @@
+target
\\ No newline at end of file
`;
  expect(numbers(diff)).toEqual([[1, 0], null, null, null, [0, 1], null]);
});

test.each(['', 'Binary files a/x and b/x differ\n'])('%j has no position', (diff) => {
  expect(positionsIn(diff)).toBe(0);
  expect(lineAt(diff, 1)).toBeNull();
});

test.each([0, -1, 1.5, Number.NaN, 3])('there is no position %d', (position) => {
  expect(lineAt('--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b\n', position)).toBeNull();
});
