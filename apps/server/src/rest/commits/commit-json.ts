import { z } from 'zod';
import { fullName, type FileDiff, type RepositoryPath, type User } from '#domain';
import type { CommitDetails, Comparison, Person } from '#git';
import type { Links } from '#payloads';
import { blobUrl, rawUrl, readableFile } from '../shared/json/file-links.js';
import { committedSeconds, committedWithOffset } from '../shared/json/times.js';

/** The repository of a commit, and the users of the addresses in it. */
export interface Surroundings {
  readonly at: RepositoryPath;
  readonly links: Links;
  readonly accounts: ReadonlyMap<string, User>;
}

type Form = (date: string) => string;

/** The limit of a file's patch. */
const LONGEST_PATCH = 100_000;
const MOST_FILES = 300;

/** An entry of `GET …/commits`. */
export const ListedCommitJson = () => WholeCommitJson();
export type ListedCommitJson = z.output<ReturnType<typeof ListedCommitJson>>;

export const listedCommitJson = (commit: CommitDetails, around: Surroundings): ListedCommitJson =>
  wholeCommitJson(commit, around, committedWithOffset);

/** The answer of `GET …/compare/{base}...{head}`. */
export const ComparisonJson = () =>
  z.strictObject({
    base_commit: WholeCommitJson(),
    merge_base_commit: WholeCommitJson().nullable(),
    commits: z.array(
      z.strictObject({
        sha: z.string(),
        commit: z.strictObject({
          author: PersonJson(),
          committer: PersonJson(),
          message: z.string(),
        }),
        author: ShortAccountJson(),
        committer: ShortAccountJson(),
      }),
    ),
    files: z.array(
      z.strictObject({
        sha: z.string(),
        filename: z.string(),
        status: z.enum(['added', 'modified', 'deleted', 'renamed']),
        additions: z.int(),
        deletions: z.int(),
        changes: z.int(),
        blob_url: z.string(),
        raw_url: z.string(),
        patch: z.string(),
        truncated: z.boolean(),
      }),
    ),
    truncated: z.boolean(),
  });
export type ComparisonJson = z.output<ReturnType<typeof ComparisonJson>>;

export const comparisonJson = (comparison: Comparison, around: Surroundings): ComparisonJson => ({
  base_commit: wholeCommitJson(comparison.base, around, committedSeconds),
  merge_base_commit: comparison.mergeBase && wholeCommitJson(comparison.mergeBase, around, committedSeconds),
  commits: comparison.commits.map((commit) => ({
    sha: commit.sha,
    commit: {
      author: personJson(commit.author, committedSeconds),
      committer: personJson(commit.committer, committedSeconds),
      message: commit.message,
    },
    author: shortAccountJson(commit.author, around),
    committer: shortAccountJson(commit.committer, around),
  })),
  files: comparison.files.slice(0, MOST_FILES).map((file) => changedFileJson(file, comparison, around)),
  truncated: !comparison.isComplete || comparison.files.length > MOST_FILES,
});

function changedFileJson(file: FileDiff, { mergeBase, base, head }: Comparison, { at, links }: Surroundings) {
  const shown = readableFile(file, { before: (mergeBase ?? base).sha, after: head.sha });
  return {
    sha: file.blobSha,
    filename: file.newPath,
    status: file.status,
    additions: file.additions,
    deletions: file.deletions,
    changes: file.additions + file.deletions,
    blob_url: blobUrl(links, at, shown),
    raw_url: rawUrl(links, at, shown),
    patch: file.diff.length > LONGEST_PATCH ? '' : file.diff,
    truncated: file.diff.length > LONGEST_PATCH,
  };
}

/** The documented list has no `name` and no `id`, but its sample is broken; the comparison shows the same object with them. */
export const WholeCommitJson = () =>
  z.strictObject({
    url: z.string(),
    sha: z.string(),
    html_url: z.string(),
    comments_url: z.string(),
    commit: z.strictObject({
      author: PersonJson(),
      committer: PersonJson(),
      tree: z.strictObject({
        sha: z.string(),
        url: z.string(),
      }),
      message: z.string(),
    }),
    author: z.strictObject({
      ...AccountJson().shape,
      email: z.string(),
    }),
    committer: z.strictObject({
      ...AccountJson().shape,
      email: z.string(),
      date: z.string(),
    }),
    parents: z.array(
      z.strictObject({
        sha: z.string(),
        url: z.string(),
      }),
    ),
  });
type WholeCommitJson = z.output<ReturnType<typeof WholeCommitJson>>;

export const wholeCommitJson = (commit: CommitDetails, around: Surroundings, form: Form): WholeCommitJson => {
  const { at, links } = around;
  return {
    url: commitUrl(links, at, commit.sha),
    sha: commit.sha,
    html_url: links.commit(at, commit.sha),
    comments_url: `${commitUrl(links, at, commit.sha)}/comments`,
    commit: {
      author: personJson(commit.author, form),
      committer: personJson(commit.committer, form),
      tree: { sha: commit.tree, url: links.api(`/repos/${fullName(at)}/git/trees/${commit.tree}`) },
      message: commit.message,
    },
    author: { ...accountJson(commit.author, around), email: commit.author.email },
    committer: {
      ...accountJson(commit.committer, around),
      email: commit.committer.email,
      date: form(commit.committer.date),
    },
    parents: commit.parents.map((sha) => ({ sha, url: commitUrl(links, at, sha) })),
  };
};

export const commitUrl = (links: Links, at: RepositoryPath, sha: string): string =>
  links.api(`/repos/${fullName(at)}/commits/${sha}`);

export const PersonJson = () =>
  z.strictObject({
    name: z.string(),
    date: z.string(),
    email: z.string(),
  });
export type PersonJson = z.output<ReturnType<typeof PersonJson>>;

export const personJson = ({ name, email, date }: Person, form: Form): PersonJson => ({
  name,
  date: form(date),
  email,
});

const AccountJson = () =>
  z.strictObject({
    ...ShortAccountJson().shape,
    type: z.string(),
  });
type AccountJson = z.output<ReturnType<typeof AccountJson>>;

const accountJson = (person: Person, around: Surroundings): AccountJson => ({
  ...shortAccountJson(person, around),
  type: 'User',
});

/** A person without an account still has a name. */
const ShortAccountJson = () =>
  z.strictObject({
    name: z.string(),
    id: z.int(),
    login: z.string(),
  });
type ShortAccountJson = z.output<ReturnType<typeof ShortAccountJson>>;

function shortAccountJson({ name, email }: Person, { accounts }: Surroundings): ShortAccountJson {
  const user = accounts.get(email);
  return { name: user?.name ?? name, id: user?.id ?? 0, login: user?.login ?? '' };
}
