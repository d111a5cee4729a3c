import { Injectable } from '@nestjs/common';
import { Clock, ForgeError, fullName, quoted, ZERO_SHA, type Repository, type User } from '#domain';
import {
  BareRepositories,
  CommitLog,
  CommitWriter,
  RefList,
  ServerPushes,
  Trees,
  type FileChanges,
  type Signature,
} from '#git';
import { PushPolicy } from '../refs/push-policy.js';
import { BRANCH } from '../refs/ref-events.js';
import { RepositoryLock } from '../repositories/repository-lock.js';
import { checkRefLength, checkSigned, isBranchName } from '../users/names.js';
import { signatureOf } from '../users/signature.js';

/** Overrides of name, address and time, which default to the user and now. */
interface Signer {
  readonly name?: string | undefined;
  readonly email?: string | undefined;
  /** Git's raw date: `1546272480 +0800`. */
  readonly date?: string | undefined;
}

export interface CommitOrder {
  /**
   * The default branch when left out. A missing branch is created from the default branch unless `parents` names
   * another start.
   */
  readonly branch?: string | undefined;
  /** Derived from the paths when left out. */
  readonly message?: string | undefined;
  readonly files: FileChanges;
  readonly author?: Signer | undefined;
  readonly committer?: Signer | undefined;
  /** Branches, tags or shas; the branch's tip when left out; empty for a root commit. */
  readonly parents?: readonly string[] | undefined;
  /** Whether the branch may lose commits that `parents` lack, as with `git push --force`. */
  readonly isForced?: boolean | undefined;
  /** The shas that files must have in the first parent, by path; null for files that must not exist. */
  readonly expected?: ReadonlyMap<string, string | null> | undefined;
}

export interface MadeCommit {
  /** Where it was made: the repository may have moved meanwhile. */
  readonly repository: Repository;
  readonly sha: string;
  readonly branch: string;
  readonly parents: readonly string[];
  /** The branch's sha before; zeros when it did not exist. */
  readonly before: string;
  /** The shas of the files that were written, by path. */
  readonly blobs: ReadonlyMap<string, string>;
}

/** How often a commit is made again when a concurrent push moves the branch. */
const MOST_ATTEMPTS = 10;

/** Commits made through the API: the server writes and pushes them, so they send the same events as a push. */
@Injectable()
export class Commits {
  constructor(
    private readonly writer: CommitWriter,
    private readonly refs: RefList,
    private readonly log: CommitLog,
    private readonly trees: Trees,
    private readonly bare: BareRepositories,
    private readonly pushes: ServerPushes,
    private readonly policy: PushPolicy,
    private readonly lock: RepositoryLock,
    private readonly clock: Clock,
  ) {}

  /**
   * Commits file changes to a branch. The caller has checked that the user may push.
   * @throws ForgeError `invalid` for an invalid branch, path or parent; `conflict` when the branch has commits that
   *   the given parents lack, or another branch's name is in the way; `forbidden` for a protected branch,
   *   or one that may not lose commits. Nothing has changed then.
   */
  write(found: Repository, order: CommitOrder, user: User): Promise<MadeCommit> {
    const branch = order.branch ?? found.defaultBranch;
    checkBranch(branch);
    const now = signatureOf(user, this.clock.now());
    const signed = { author: signature(now, order.author), committer: signature(now, order.committer) };
    const message = `${(order.message ?? usualMessage(order.files)).trimEnd()}\n`;
    return this.lock.run(found, async (repository) => {
      for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt += 1) {
        const before = this.bare.ref(repository, BRANCH + branch);
        const parents = await this.parents(repository, { ...order, branch }, before, user);
        await this.checkExpected(repository, order.expected, parents[0]);
        const { files } = order;
        const { sha, blobs } = await this.writer.change(repository, { files, parents, message, ...signed });
        const update = { ref: BRANCH + branch, before: before ?? ZERO_SHA, after: sha };
        await this.policy.require(repository, user, update);
        const hasMoved = await this.pushes.push({ at: repository, pusher: user, updates: [update] });
        if (hasMoved) return { repository, sha, branch, parents, before: update.before, blobs };
        if (this.bare.ref(repository, BRANCH + branch) === before) throw notMovable(repository, branch);
      }
      throw new ForgeError('conflict', `branch ${quoted(branch)} does not stop moving: try again`);
    });
  }

  /** @param tip of the branch, if there is one */
  private async parents(
    repository: Repository,
    { branch, parents, isForced }: CommitOrder & { readonly branch: string },
    tip: string | null,
    user: User,
  ): Promise<readonly string[]> {
    if (parents === undefined) {
      const start = tip ?? this.bare.ref(repository, BRANCH + repository.defaultBranch);
      return start === null ? [] : [start];
    }
    const shas = await Promise.all(parents.map((revision) => this.commit(repository, revision)));
    if (new Set(shas).size < shas.length) throw new ForgeError('invalid', 'parents names a commit twice');
    if (tip === null || (await this.reach(repository, shas, tip))) return shas;
    if (isForced !== true) {
      throw new ForgeError(
        'conflict',
        `parents do not have ${tip}, which branch ${quoted(branch)} points at: take that for the parent, or say force`,
      );
    }
    await this.policy.requireForce(repository, user, BRANCH + branch);
    return shas;
  }

  private async checkExpected(
    repository: Repository,
    expected: CommitOrder['expected'],
    parent: string | undefined,
  ): Promise<void> {
    for (const [path, sha] of expected ?? []) {
      const entry = parent === undefined ? null : await this.trees.find(repository, { sha: parent, path });
      if (entry?.sha === sha || (entry === null && sha === null)) continue;
      throw new ForgeError(entry === null ? 'not_found' : 'conflict', unexpected({ path, sha }, entry?.sha));
    }
  }

  private async commit(repository: Repository, revision: string): Promise<string> {
    const sha = await this.refs.resolve(repository, revision);
    if (sha !== null) return sha;
    throw new ForgeError('invalid', `parents ${quoted(revision)} is not a commit of ${fullName(repository)}`);
  }

  private async reach(repository: Repository, shas: readonly string[], ancestor: string): Promise<boolean> {
    if (shas.includes(ancestor)) return true;
    for (const descendant of shas)
      if (await this.log.isAncestor(repository, { ancestor, descendant })) return true;
    return false;
  }
}

/** @throws ForgeError `invalid` */
function checkBranch(branch: string): void {
  if (!isBranchName(branch))
    throw new ForgeError('invalid', `branch ${quoted(branch)} is not a name that git takes`);
  checkRefLength('branch', branch);
}

/** @throws ForgeError `invalid` for a name or an address that cannot be written into a commit */
function signature(usual: Signature, { name, email, date }: Signer = {}): Signature {
  if (name !== undefined) checkSigned('name', name);
  if (email !== undefined) checkSigned('email', email);
  return { name: name ?? usual.name, email: email ?? usual.email, date: date ?? usual.date };
}

function usualMessage(files: FileChanges): string {
  const [first, ...others] = files;
  if (first === undefined) return 'Empty commit';
  const [path, file] = first;
  const more = others.length === 0 ? '' : ` and ${others.length} more`;
  return `${file === null ? 'Delete' : 'Update'} ${path}${more}`;
}

function unexpected({ path, sha }: { path: string; sha: string | null }, actual: string | undefined): string {
  if (actual === undefined) return `There is no file ${quoted(path)} on this branch`;
  const remedy = `read it again and give its sha, ${actual}`;
  return sha === null
    ? `File ${quoted(path)} is there already: to change it, ${remedy}`
    : `File ${quoted(path)} has changed, its sha is no longer ${quoted(sha)}: ${remedy}`;
}

const notMovable = (repository: Repository, branch: string): ForgeError =>
  new ForgeError(
    'conflict',
    `branch ${quoted(branch)} of ${fullName(repository)} cannot be made: another branch's name is in its way, or somebody holds its lock`,
  );
