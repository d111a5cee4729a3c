import { fullName } from '#domain';
import type {
  IssueDetails,
  LabelRow,
  MergeRequestDetails,
  MilestoneProgress,
  MilestoneRow,
  ReleaseRow,
} from '#forge';
import type { CommitDetails } from '#git';
import type { AttachmentJson } from '../../rest/releases/release-json.js';
import { commitLine } from '../code/code-page-text.js';
import { leftOutLine, lines } from '../lines.js';
import { notesLines } from '../notes/notes-text.js';
import type { ShownNotes } from '../notes/shown-notes.js';

/** A list of which the first rows are shown. */
const listPage = (title: string, rows: readonly string[], total: number): string =>
  lines(title, '', ...rows.map((row) => `  ${row}`), leftOutLine(rows.length, total));

interface ListedWork {
  readonly iid: number;
  readonly title: string;
  readonly state: string;
}

/** A list of merge requests or issues; `sign` stands before their numbers. */
export const workPage = (title: string, sign: string, rows: readonly ListedWork[], total: number): string =>
  listPage(
    title,
    rows.map((row) => `${sign}${row.iid}  ${row.title}  (${row.state})`),
    total,
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

export const labelsPage = (repository: string, rows: readonly LabelRow[], total: number): string =>
  listPage(
    `${repository}: labels`,
    rows.map(({ name, color }) => `${color}  ${name}`),
    total,
  );

export const milestonesPage = (repository: string, rows: readonly MilestoneRow[], total: number): string =>
  listPage(
    `${repository}: milestones`,
    rows.map(({ id, title, state }) => `%${id}  ${title}  (${state})`),
    total,
  );

export const milestonePage = (
  repository: string,
  { id, title, state, dueOn, description }: MilestoneRow,
  { open, closed }: MilestoneProgress,
): string =>
  lines(
    `${repository}: milestone %${id}`,
    title,
    `${state}; ${closed} of ${open + closed} issues are closed`,
    dueOn && `Due on ${dueOn}`,
    description !== '' && `\n${description}`,
  );

export const releasesPage = (repository: string, rows: readonly ReleaseRow[], total: number): string =>
  listPage(
    `${repository}: releases`,
    rows.map(({ id, tag, name }) => `${id}  ${tag}  (${name})`),
    total,
  );

export const releasePage = (
  repository: string,
  { tag, name, sha, isPrerelease, createdAt, description }: ReleaseRow,
  files: readonly AttachmentJson[],
): string =>
  lines(
    `${repository}: release ${name}`,
    `Tag:  ${tag}, commit ${sha}`,
    `Date: ${createdAt}${isPrerelease ? ', prerelease' : ''}`,
    description !== '' && `\n${description}`,
    files.length > 0 && '',
    ...files.map((file) => `  ${file.name}  ${file.browser_download_url}`),
  );
