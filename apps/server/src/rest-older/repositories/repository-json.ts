import { z } from 'zod';
import { fullName, type FileDiff, type Repository } from '#domain';
import { ruleFor, type BranchRule } from '#forge';
import type { CommitDetails, Person, TagDetails } from '#git';
import type { Links } from '#payloads';

export const OlderRepositoryJson = () =>
  z.strictObject({
    private: z.boolean(),
    id: z.int(),
    full_name: z.string(),
    name: z.string(),
    description: z.string(),
    default_branch: z.string(),
    git_url: z.string(),
    html_url: z.string(),
  });
export type OlderRepositoryJson = z.output<ReturnType<typeof OlderRepositoryJson>>;

export const olderRepositoryJson = (repository: Repository, links: Links): OlderRepositoryJson => ({
  private: repository.visibility === 'private',
  id: repository.id,
  full_name: fullName(repository),
  name: repository.name,
  description: repository.description,
  default_branch: repository.defaultBranch,
  git_url: links.scp(repository),
  html_url: links.web(repository),
});

/** An entry of `GET …/branches`. */
export const OlderListedBranchJson = () =>
  z.strictObject({
    name: z.string(),
    commit: z.strictObject({
      sha: z.string(),
    }),
    protected: z.boolean(),
  });
export type OlderListedBranchJson = z.output<ReturnType<typeof OlderListedBranchJson>>;

export const olderListedBranchJson = (
  name: string,
  commit: CommitDetails,
  rules: readonly BranchRule[],
): OlderListedBranchJson => ({
  name,
  commit: { sha: commit.sha },
  protected: ruleFor(rules, name) !== null,
});

/** The answer of `GET …/branches/{branch}`. */
export const OlderBranchJson = () =>
  z.strictObject({
    name: z.string(),
    commit: z.strictObject({
      ...SignedJson().shape,
      sha: z.string(),
      parents: z.array(
        z.strictObject({
          sha: z.string(),
        }),
      ),
    }),
  });
export type OlderBranchJson = z.output<ReturnType<typeof OlderBranchJson>>;

export const olderBranchJson = (name: string, commit: CommitDetails): OlderBranchJson => ({
  name,
  commit: { ...signedJson(commit), sha: commit.sha, parents: commit.parents.map((sha) => ({ sha })) },
});

/** An entry of `GET …/tags`. */
export const OlderTagJson = () =>
  z.strictObject({
    name: z.string(),
    commit: z.strictObject({
      sha: z.string(),
    }),
  });
export type OlderTagJson = z.output<ReturnType<typeof OlderTagJson>>;

export const olderTagJson = ({ name, commit }: TagDetails): OlderTagJson => ({
  name,
  commit: { sha: commit.sha },
});

/** The answer of `GET …/commits/{ref}`. */
export const OlderCommitJson = () =>
  z.strictObject({
    commit: SignedJson(),
    sha: z.string(),
    parents: z.array(
      z.strictObject({
        sha: z.string(),
      }),
    ),
    stats: z.strictObject({
      additions: z.int(),
      deletions: z.int(),
      total: z.int(),
    }),
  });
export type OlderCommitJson = z.output<ReturnType<typeof OlderCommitJson>>;

export const olderCommitJson = (commit: CommitDetails, files: readonly FileDiff[]): OlderCommitJson => {
  const additions = files.reduce((sum, file) => sum + file.additions, 0);
  const deletions = files.reduce((sum, file) => sum + file.deletions, 0);
  return {
    commit: signedJson(commit),
    sha: commit.sha,
    parents: commit.parents.map((sha) => ({ sha })),
    stats: { additions, deletions, total: additions + deletions },
  };
};

const SignedJson = () =>
  z.strictObject({
    committer: PersonJson(),
    author: PersonJson(),
    message: z.string(),
  });
type SignedJson = z.output<ReturnType<typeof SignedJson>>;

const signedJson = ({ committer, author, message }: CommitDetails): SignedJson => ({
  committer: personJson(committer),
  author: personJson(author),
  message,
});

const PersonJson = () =>
  z.strictObject({
    name: z.string(),
    email: z.string(),
    date: z.string(),
  });
type PersonJson = z.output<ReturnType<typeof PersonJson>>;

const personJson = ({ name, email, date }: Person): PersonJson => ({ name, email, date });
