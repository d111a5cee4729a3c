import { fullName, type FileDiff, type Repository } from '#domain';
import { ruleFor, type BranchRule } from '#forge';
import type { CommitDetails, Person, TagDetails } from '#git';
import type { Links } from '#payloads';

export const olderRepositoryJson = (repository: Repository, links: Links) => ({
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
export const olderListedBranchJson = (name: string, commit: CommitDetails, rules: readonly BranchRule[]) => ({
  name,
  commit: { sha: commit.sha },
  protected: ruleFor(rules, name) !== null,
});

/** The answer of `GET …/branches/{branch}`. */
export const olderBranchJson = (name: string, commit: CommitDetails) => ({
  name,
  commit: { ...signedJson(commit), sha: commit.sha, parents: commit.parents.map((sha) => ({ sha })) },
});

/** An entry of `GET …/tags`. */
export const olderTagJson = ({ name, commit }: TagDetails) => ({ name, commit: { sha: commit.sha } });

/** The answer of `GET …/commits/{ref}`. */
export const olderCommitJson = (commit: CommitDetails, files: readonly FileDiff[]) => {
  const additions = files.reduce((sum, file) => sum + file.additions, 0);
  const deletions = files.reduce((sum, file) => sum + file.deletions, 0);
  return {
    commit: signedJson(commit),
    sha: commit.sha,
    parents: commit.parents.map((sha) => ({ sha })),
    stats: { additions, deletions, total: additions + deletions },
  };
};

const signedJson = ({ committer, author, message }: CommitDetails) => ({
  committer: personJson(committer),
  author: personJson(author),
  message,
});

const personJson = ({ name, email, date }: Person) => ({ name, email, date });
