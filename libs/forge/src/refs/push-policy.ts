import { Injectable } from '@nestjs/common';
import { ForgeError, fullName, quoted, ZERO_SHA, type RefUpdate, type Repository, type User } from '#domain';
import type { PushGuard } from '#git';
import { Access } from '../access/access.js';
import type { Grant } from './branch-rule.entity.js';
import { BranchRules, type BranchRule } from './branch-rules.js';
import { BRANCH, TAG } from './ref-events.js';
import { levelOfTag, TagRules, type TagRule } from './tag-rules.js';
import { ruleFor } from './wildcard.js';

/** Who wants to move a ref. */
interface Pusher {
  readonly user: User;
  readonly administers: boolean;
}

const FREE: PushGuard = { refusal: () => null, checks: null };

/** What the rules of a repository let somebody do to its branches and tags, whichever way it comes. */
@Injectable()
export class PushPolicy {
  constructor(
    private readonly branchRules: BranchRules,
    private readonly tagRules: TagRules,
    private readonly access: Access,
  ) {}

  /** For somebody who may push to the repository. */
  async guard(repository: Repository, user: User): Promise<PushGuard> {
    const [branchRules, tagRules] = await Promise.all([
      this.branchRules.list(repository),
      this.tagRules.list(repository),
    ]);
    if (branchRules.length === 0 && tagRules.length === 0) return FREE;
    const pusher = { user, administers: await this.access.allows(user, repository, 'administer') };
    const kept = pusher.administers ? [] : branchRules.map(({ wildcard }) => BRANCH + wildcard);
    return {
      refusal: (update) => branchRefusal(update, branchRules, pusher) ?? tagRefusal(update, tagRules, pusher),
      checks: kept.length === 0 ? null : { keptRefs: kept, messagePattern: null, maxFileBytes: null },
    };
  }

  /** @throws ForgeError `forbidden` when a push of this would be refused */
  async require(repository: Repository, user: User, update: RefUpdate): Promise<void> {
    const { refusal } = await this.guard(repository, user);
    const reason = refusal(update);
    if (reason !== null)
      throw new ForgeError('forbidden', `${quoted(update.ref)} of ${fullName(repository)}: ${reason}`);
  }

  /** Whether somebody may push to that branch. */
  async mayPush(repository: Repository, user: User, branch: string): Promise<boolean> {
    if (!(await this.access.allows(user, repository, 'push'))) return false;
    const { refusal } = await this.guard(repository, user);
    return refusal({ ref: BRANCH + branch, before: ZERO_SHA, after: ZERO_SHA }) === null;
  }

  /** @throws ForgeError `forbidden` when the branch is protected from merges of theirs */
  async requireMerge(repository: Repository, user: User, branch: string): Promise<void> {
    const rule = await this.branchRules.of(repository, branch);
    if (rule === null) return;
    const administers = await this.access.allows(user, repository, 'administer');
    if (isGranted(rule.mergers, { user, administers })) return;
    throw new ForgeError(
      'forbidden',
      `${quoted(branch)} of ${fullName(repository)}: protected branch: ${granted(rule.mergers)} may merge`,
    );
  }
}

function branchRefusal(
  { ref, before, after }: RefUpdate,
  rules: readonly BranchRule[],
  pusher: Pusher,
): string | null {
  const rule = ref.startsWith(BRANCH) ? ruleFor(rules, ref.slice(BRANCH.length)) : null;
  if (rule === null) return null;
  if (!isGranted(rule.pushers, pusher)) return `protected branch: ${granted(rule.pushers)} may push`;
  const isDeleted = before !== ZERO_SHA && after === ZERO_SHA;
  return isDeleted && !pusher.administers ? 'protected branch: only administrators may delete it' : null;
}

function tagRefusal({ ref }: RefUpdate, rules: readonly TagRule[], pusher: Pusher): string | null {
  const rule = ref.startsWith(TAG) ? ruleFor(rules, ref.slice(TAG.length)) : null;
  if (rule === null) return null;
  const grant = { level: levelOfTag(rule.createLevel), userIds: [] };
  return isGranted(grant, pusher) ? null : `protected tag: ${granted(grant)} may create, move or delete it`;
}

const isGranted = ({ level, userIds }: Grant, { user, administers }: Pusher): boolean =>
  level === 'developer' || (level === 'admin' && administers) || userIds.includes(user.id);

function granted({ level, userIds }: Grant): string {
  if (level === 'admin')
    return userIds.length === 0 ? 'only administrators' : 'only administrators and some others';
  return userIds.length === 0 ? 'nobody' : 'only some people';
}
