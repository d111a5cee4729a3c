import { Injectable } from '@nestjs/common';
import { Clock, ForgeError, fullName, ZERO_SHA, quoted, type Repository, type User } from '#domain';
import { BareRepositories, History, ServerPushes, TagWriter, type CommitDetails } from '#git';
import { checkRefLength, isBranchName } from '../users/names.js';
import { PushPolicy } from './push-policy.js';
import { BRANCH, TAG } from './ref-events.js';
import { signatureOf } from '../users/signature.js';

export interface NewRef {
  readonly name: string;
  /** A branch, a tag or a sha. */
  readonly revision: string;
}

/** Branches and tags created through the API: the server pushes them, so they send the same events as a push. */
@Injectable()
export class RefCreator {
  constructor(
    private readonly history: History,
    private readonly tags: TagWriter,
    private readonly bare: BareRepositories,
    private readonly pushes: ServerPushes,
    private readonly policy: PushPolicy,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws ForgeError `invalid` for an invalid name or unknown revision, `conflict` when the name is taken,
   *   `forbidden` when it is protected
   */
  async branch(repository: Repository, { name, revision }: NewRef, user: User): Promise<CommitDetails> {
    const ref = this.free(repository, 'branch_name', BRANCH, name);
    const commit = await this.commit(repository, revision);
    await this.create(repository, { ref, sha: commit.sha }, user);
    return commit;
  }

  /** @param message of an annotated tag; `''` makes a lightweight one @throws ForgeError as `branch` */
  async tag(
    repository: Repository,
    { name, revision, message }: NewRef & { readonly message: string },
    user: User,
  ): Promise<CommitDetails> {
    const ref = this.free(repository, 'tag_name', TAG, name);
    const commit = await this.commit(repository, revision);
    const tagger = signatureOf(user, this.clock.now());
    const annotated = { name, target: commit.sha, tagger, message };
    const sha = message === '' ? commit.sha : await this.tags.write(repository, annotated);
    await this.create(repository, { ref, sha }, user);
    return commit;
  }

  private free(repository: Repository, field: string, prefix: string, name: string): string {
    if (!isBranchName(name))
      throw new ForgeError('invalid', `${field} ${quoted(name)} is not a name that git takes`);
    checkRefLength(field, name);
    if (this.bare.hasRef(repository, prefix + name)) throw taken(repository, name);
    return prefix + name;
  }

  private async commit(repository: Repository, revision: string): Promise<CommitDetails> {
    const commit = await this.history.details(repository, revision);
    if (commit !== null) return commit;
    throw new ForgeError('invalid', `refs ${quoted(revision)} is not a commit of ${fullName(repository)}`);
  }

  private async create(
    repository: Repository,
    { ref, sha }: { readonly ref: string; readonly sha: string },
    user: User,
  ): Promise<void> {
    const update = { ref, before: ZERO_SHA, after: sha };
    await this.policy.require(repository, user, update);
    const isMade = await this.pushes.push({ at: repository, pusher: user, updates: [update] });
    if (!isMade) throw taken(repository, ref);
  }
}

const taken = (repository: Repository, name: string): ForgeError =>
  new ForgeError(
    'conflict',
    `${quoted(name)} exists in ${fullName(repository)}, or another name is in its way`,
  );
