import { Injectable } from '@nestjs/common';
import { ForgeError, fullName, quoted, ZERO_SHA, type RefUpdate, type Repository, type User } from '#domain';
import { KEEPS_COMMITS, type PushGuard } from '#git';
import { RepositorySettings } from '../repositories/settings/repository-settings.js';
import type { Settings } from '../repositories/settings/default-settings.js';
import { Access } from '../access/access.js';
import type { Grant } from './branch-rule.entity.js';
import { BranchRules, type BranchRule } from './branch-rules.js';
import { BRANCH, TAG } from './ref-events.js';
import { levelOfTag, TagRules, type TagRule } from './tag-rules.js';
import { ruleFor, suits } from './wildcard.js';

/** The user who moves a ref. */
interface Pusher {
  readonly user: User;
  readonly administers: boolean;
}

const MEGABYTE = 1024 * 1024;
const FREE: PushGuard = { refusal: () => null, checks: null };

/** Applies a repository's rules to changes of its branches and tags, through git or the API. */
@Injectable()
export class PushPolicy {
  constructor(
    private readonly branchRules: BranchRules,
    private readonly tagRules: TagRules,
    private readonly settings: RepositorySettings,
    private readonly access: Access,
  ) {}

  /** For users with push access. */
  async guard(repository: Repository, user: User): Promise<PushGuard> {
    const [branchRules, tagRules, settings] = await Promise.all([
      this.branchRules.list(repository),
      this.tagRules.list(repository),
      this.settings.find(repository),
    ]);
    if (branchRules.length === 0 && tagRules.length === 0 && settings === null) return FREE;
    const pusher = { user, administers: await this.access.allows(user, repository, 'administer') };
    return {
      refusal: (update) =>
        branchRefusal(update, branchRules, pusher) ??
        tagRefusal(update, tagRules, pusher) ??
        creationRefusal(update, settings?.refs ?? null, pusher),
      checks: checksOf(branchRules, settings?.pushes ?? null, pusher),
    };
  }

  /** @throws ForgeError `forbidden` when such a push would be refused */
  async require(repository: Repository, user: User, update: RefUpdate): Promise<void> {
    const { refusal } = await this.guard(repository, user);
    const reason = refusal(update);
    if (reason !== null)
      throw new ForgeError('forbidden', `${quoted(update.ref)} of ${fullName(repository)}: ${reason}`);
  }

  /** @throws ForgeError `forbidden` when a push by which that ref loses commits would be refused */
  async requireForce(repository: Repository, user: User, ref: string): Promise<void> {
    const { checks } = await this.guard(repository, user);
    if (checks?.keptRefs.some((kept) => suits(kept, ref)) === true)
      throw new ForgeError('forbidden', `${quoted(ref)} of ${fullName(repository)} ${KEEPS_COMMITS}`);
  }

  /** Whether the user may push to that branch. */
  async mayPush(repository: Repository, user: User, branch: string): Promise<boolean> {
    if (!(await this.access.allows(user, repository, 'push'))) return false;
    const { refusal } = await this.guard(repository, user);
    return refusal({ ref: BRANCH + branch, before: ZERO_SHA, after: ZERO_SHA }) === null;
  }

  /** @throws ForgeError `forbidden` when the branch is protected against the user's merges */
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

/** Whether users other than administrators may create branches and tags. */
function creationRefusal(
  { ref, before, after }: RefUpdate,
  settings: Settings['refs'] | null,
  { administers }: Pusher,
): string | null {
  if (settings === null || administers || before !== ZERO_SHA || after === ZERO_SHA) return null;
  if (ref.startsWith(BRANCH) && settings.forbidden_developer_create_branch)
    return 'only administrators may create branches';
  if (ref.startsWith(TAG) && settings.forbidden_developer_create_tag)
    return 'only administrators may create tags';
  return null;
}

/** The checks on the commits of a push; null for none. */
function checksOf(
  rules: readonly BranchRule[],
  settings: Settings['pushes'] | null,
  { administers }: Pusher,
): PushGuard['checks'] {
  const applied = settings !== null && !(settings.skip_rule_for_owner && administers) ? settings : null;
  const guarded = administers ? [] : rules.map(({ wildcard }) => BRANCH + wildcard);
  const keptRefs = applied?.deny_force_push === true ? [`${BRANCH}*`] : guarded;
  const messagePattern = applied?.commit_message_regex || null;
  const maxFileBytes = applied?.max_file_size ? applied.max_file_size * MEGABYTE : null;
  const isNothing = keptRefs.length === 0 && messagePattern === null && maxFileBytes === null;
  return isNothing ? null : { keptRefs, messagePattern, maxFileBytes };
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
