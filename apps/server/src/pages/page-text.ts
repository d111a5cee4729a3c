import { fullName, type FileDiff, type Repository } from '#domain';
import type { IssueDetails, MergeRequestDetails, NamespaceRow, RepositoryDetails } from '#forge';
import type { CommitDetails, Comparison } from '#git';
import type { Links } from '#payloads';

export interface ShownNote {
  readonly id: number;
  readonly author: string;
  readonly body: string;
}

export interface ShownNotes {
  readonly shown: readonly ShownNote[];
  /** How many more there are. */
  readonly leftOut: number;
}

/** More of a diff than anybody reads is left out. */
const LONGEST_DIFF = 200_000;

export const ownerPage = (
  { path, name, description }: NamespaceRow,
  repositories: readonly Repository[],
  links: Links,
): string =>
  lines(
    path,
    name !== '' && name,
    description !== '' && description,
    '',
    ...repositories.map((repository) => `${fullName(repository)}  ${links.web(repository)}`),
  );

export const repositoryPage = (
  { repository, parent }: RepositoryDetails,
  commits: readonly CommitDetails[],
  links: Links,
): string =>
  lines(
    `${fullName(repository)} (${repository.visibility})`,
    repository.description !== '' && repository.description,
    parent && `A fork of ${fullName(parent)}`,
    '',
    `git clone ${links.http(repository)}`,
    '',
    commits.length === 0
      ? `No commits on ${repository.defaultBranch} yet`
      : `Newest commits on ${repository.defaultBranch}:`,
    ...commits.map(commitLine),
  );

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

export const mergeRequestPage = (
  { row, request }: MergeRequestDetails,
  commits: readonly CommitDetails[],
  notes: ShownNotes,
): string =>
  lines(
    `${fullName(request.target)}: merge request !${row.iid}`,
    row.title,
    `${row.state}, ${row.mergeStatus}; opened by ${request.author.login}`,
    `${fullName(request.source)} ${row.sourceBranch} -> ${fullName(request.target)} ${row.targetBranch}`,
    request.labels.length > 0 && `Labels: ${request.labels.map(({ name }) => name).join(', ')}`,
    row.description !== '' && `\n${row.description}`,
    '',
    ...commits.map(commitLine),
    ...notesLines(notes),
  );

export const issuePage = ({ issue, milestone }: IssueDetails, notes: ShownNotes): string =>
  lines(
    `${fullName(issue.repository)}: issue #${issue.iid}`,
    issue.title,
    `${issue.state}; opened by ${issue.author.login}`,
    issue.assignee && `Assignee: ${issue.assignee.login}`,
    issue.labels.length > 0 && `Labels: ${issue.labels.map(({ name }) => name).join(', ')}`,
    milestone && `Milestone: ${milestone.title}`,
    issue.description !== '' && `\n${issue.description}`,
    ...notesLines(notes),
  );

/** What is not there takes no line. */
const lines = (...parts: readonly (string | false | null)[]): string =>
  `${parts.filter((part) => typeof part === 'string').join('\n')}\n`;

export const commitsPage = (repository: string, commits: readonly CommitDetails[]): string =>
  lines(`${repository}: newest commits`, '', ...commits.map(commitLine));

interface ShownRef {
  readonly name: string;
  readonly commit: { readonly sha: string };
}

export const refsPage = (title: string, refs: readonly ShownRef[], total: number): string =>
  lines(
    title,
    '',
    ...refs.map(({ name, commit }) => `  ${commit.sha.slice(0, 10)}  ${name}`),
    refs.length < total && `\n(${total - refs.length} more are left out)`,
  );

/** A list of merge requests or issues; `sign` stands before their numbers. */
export const workPage = (
  title: string,
  sign: string,
  rows: readonly { readonly iid: number; readonly title: string; readonly state: string }[],
  total: number,
): string =>
  lines(
    title,
    '',
    ...rows.map((row) => `  ${sign}${row.iid}  ${row.title}  (${row.state})`),
    rows.length < total && `\n(${total - rows.length} more are left out)`,
  );

export const comparisonPage = (repository: string, { base, head, commits, files }: Comparison): string =>
  lines(
    `${repository}: ${base.sha}...${head.sha}`,
    '',
    ...commits.map(commitLine),
    '',
    shortened(files.map(fileText).join('')),
  );

const commitLine = ({ sha, message, author }: CommitDetails): string =>
  `  ${sha.slice(0, 10)}  ${message.split('\n', 1)[0] ?? ''}  (${author.name})`;

const fileText = ({ oldPath, newPath, status, diff }: FileDiff): string =>
  `${status} ${oldPath === newPath ? newPath : `${oldPath} -> ${newPath}`}\n${diff}\n`;

const shortened = (text: string): string =>
  text.length > LONGEST_DIFF ? `${text.slice(0, LONGEST_DIFF)}\n(the rest of the diff is left out)` : text;

const notesLines = ({ shown, leftOut }: ShownNotes): string[] => [
  ...shown.flatMap(noteLines),
  ...(leftOut === 0
    ? []
    : ['', `(${leftOut} more ${leftOut === 1 ? 'comment is' : 'comments are'} left out)`]),
];

const noteLines = ({ id, author, body }: ShownNote): string[] => ['', `#note_${id} by ${author}:`, body];
