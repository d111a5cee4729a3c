import { z } from 'zod';
import type { User } from '#domain';
import type { BranchRule } from '#forge';
import { millisecondsWithOffset } from '../shared/json/times.js';
import { userReference } from '../shared/json/user-json.js';

const UserReference = () =>
  z.strictObject({ id: z.string(), login: z.string(), name: z.string(), type: z.string() });

/** An entry of `GET …/protect_branches`. */
export const BranchRuleJson = () =>
  z.strictObject({
    name: z.string(),
    updated_at: z.string(),
    push_users: z.array(UserReference()),
    merge_users: z.array(UserReference()),
    merged: z.boolean(),
    developers_can_push: z.boolean(),
    developers_can_merge: z.boolean(),
    committer_can_push: z.boolean(),
    committer_can_merge: z.boolean(),
    master_can_push: z.boolean(),
    master_can_merge: z.boolean(),
    maintainer_can_push: z.boolean(),
    maintainer_can_merge: z.boolean(),
    owner_can_push: z.boolean(),
    owner_can_merge: z.boolean(),
    no_one_can_push: z.boolean(),
    no_one_can_merge: z.boolean(),
  });
export type BranchRuleJson = z.output<ReturnType<typeof BranchRuleJson>>;

/** @param people the users that the rules name, by id */
export function branchRuleJson(rule: BranchRule, people: ReadonlyMap<number, User>): BranchRuleJson {
  const { pushers, mergers } = rule;
  const named = (ids: readonly number[]) => ids.flatMap((id) => people.get(id) ?? []).map(userReference);
  return {
    name: rule.wildcard,
    updated_at: millisecondsWithOffset(rule.updatedAt),
    push_users: named(pushers.userIds),
    merge_users: named(mergers.userIds),
    merged: false,
    developers_can_push: pushers.level === 'developer',
    developers_can_merge: mergers.level === 'developer',
    committer_can_push: pushers.level === 'developer',
    committer_can_merge: mergers.level === 'developer',
    master_can_push: pushers.level !== 'none',
    master_can_merge: mergers.level !== 'none',
    maintainer_can_push: pushers.level !== 'none',
    maintainer_can_merge: mergers.level !== 'none',
    owner_can_push: pushers.level !== 'none',
    owner_can_merge: mergers.level !== 'none',
    no_one_can_push: pushers.level === 'none' && pushers.userIds.length === 0,
    no_one_can_merge: mergers.level === 'none' && mergers.userIds.length === 0,
  };
}
