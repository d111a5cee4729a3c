import type { FileDiff } from '#domain';
import type { CommitDetails, Comparison } from '#git';
import { leftOutLine, lines } from '../lines.js';
import { notesLines } from '../notes/notes-text.js';
import type { ShownNotes } from '../notes/shown-notes.js';

/** More of a diff than anybody reads is left out. */
const LONGEST_DIFF = 200_000;

export const commitsPage = (repository: string, commits: readonly CommitDetails[]): string =>
  lines(`${repository}: newest commits`, '', ...commits.map(commitLine));

export const commitPage = (
  repository: string,
  commit: CommitDetails,
  files: readonly FileDiff[],
  notes: ShownNotes,
): string =>
  lines(
    `${repository}: commit ${commit.sha}`,
    `Author: ${commit.author.name} <${commit.author.email}>`,
    `Date:   ${commit.author.date}`,
    '',
    commit.message.trimEnd(),
    '',
    shortened(files.map(fileText).join('')),
    ...notesLines(notes),
  );

interface ShownRef {
  readonly name: string;
  readonly commit: { readonly sha: string };
}

export const refsPage = (title: string, refs: readonly ShownRef[], total: number): string =>
  lines(
    title,
    '',
    ...refs.map(({ name, commit }) => `  ${commit.sha.slice(0, 10)}  ${name}`),
    leftOutLine(refs.length, total),
  );

export const comparisonPage = (repository: string, { base, head, commits, files }: Comparison): string =>
  lines(
    `${repository}: ${base.sha}...${head.sha}`,
    '',
    ...commits.map(commitLine),
    '',
    shortened(files.map(fileText).join('')),
  );

/** A commit in a list. */
export const commitLine = ({ sha, message, author }: CommitDetails): string =>
  `  ${sha.slice(0, 10)}  ${message.split('\n', 1)[0] ?? ''}  (${author.name})`;

const fileText = ({ oldPath, newPath, status, diff }: FileDiff): string =>
  `${status} ${oldPath === newPath ? newPath : `${oldPath} -> ${newPath}`}\n${diff}\n`;

const shortened = (text: string): string =>
  text.length > LONGEST_DIFF ? `${text.slice(0, LONGEST_DIFF)}\n(the rest of the diff is left out)` : text;
