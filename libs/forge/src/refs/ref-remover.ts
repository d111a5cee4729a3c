import { Injectable } from '@nestjs/common';
import { ForgeError, fullName, quoted, ZERO_SHA, type Repository, type User } from '#domain';
import { BareRepositories, isRefName, ServerPushes } from '#git';
import { PushPolicy } from './push-policy.js';
import { BRANCH, TAG } from './ref-events.js';

/** Attempts when the ref moves meanwhile. */
const MOST_ATTEMPTS = 10;

/** Branches and tags deleted through the API: the server pushes the deletion, so it sends the same events as a push. */
@Injectable()
export class RefRemover {
  constructor(
    private readonly bare: BareRepositories,
    private readonly pushes: ServerPushes,
    private readonly policy: PushPolicy,
  ) {}

  /** @throws ForgeError `not_found`; `not_allowed` for the default branch, as git has it; `forbidden` for a protected one */
  async branch(repository: Repository, name: string, user: User): Promise<void> {
    if (name === repository.defaultBranch && this.bare.hasRef(repository, BRANCH + name))
      throw new ForgeError(
        'not_allowed',
        `${quoted(name)} is the default branch of ${fullName(repository)}, which stays: make another the default first`,
      );
    await this.remove(repository, { kind: 'Branch', prefix: BRANCH, name }, user);
  }

  /** @throws ForgeError `not_found`; `forbidden` for a protected one */
  async tag(repository: Repository, name: string, user: User): Promise<void> {
    await this.remove(repository, { kind: 'Tag', prefix: TAG, name }, user);
  }

  private async remove(
    repository: Repository,
    { kind, prefix, name }: { readonly kind: string; readonly prefix: string; readonly name: string },
    user: User,
  ): Promise<void> {
    const ref = prefix + name;
    for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt += 1) {
      const before = isRefName(name) ? this.bare.ref(repository, ref) : null;
      if (before === null)
        throw new ForgeError(
          'not_found',
          `${kind} ${quoted(name)} does not exist in ${fullName(repository)}`,
        );
      const update = { ref, before, after: ZERO_SHA };
      await this.policy.require(repository, user, update);
      if (await this.pushes.push({ at: repository, pusher: user, updates: [update] })) return;
    }
    throw new ForgeError('conflict', `${kind} ${quoted(name)} does not stop moving: try again`);
  }
}
