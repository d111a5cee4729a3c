import { z } from 'zod';
import type { Right } from '#forge';

/** What a role may do: the scopes as production names them, their actions, and the right that each needs. */
const SCOPES: readonly (readonly [scope: string, name: string, actions: Readonly<Record<string, Right>>])[] =
  [
    [
      'repo',
      '项目',
      {
        fork: 'read',
        update: 'administer',
        delete: 'administer',
        setting: 'administer',
        archive: 'administer',
        transfer: 'administer',
      },
    ],
    ['code', '代码', { push: 'push', download: 'read' }],
    ['wiki', 'Wiki', { push: 'push', download: 'read' }],
    ['member', '成员', { create: 'administer', update: 'administer', delete: 'administer' }],
    [
      'issue',
      'Issue',
      {
        create: 'read',
        update: 'push',
        reopen: 'push',
        pin: 'push',
        lock: 'push',
        delete: 'administer',
        transfer: 'administer',
      },
    ],
    ['label', 'Label', { create: 'push', update: 'push', delete: 'push' }],
    ['milestone', '里程碑', { create: 'push', update: 'push', delete: 'push' }],
    ['branch', '分支', { create: 'push', delete: 'push' }],
    ['tag', 'Tag', { create: 'push', delete: 'push' }],
    [
      'pr',
      'PullRequest',
      {
        create: 'read',
        update: 'push',
        review: 'push',
        approve: 'push',
        merge: 'push',
        close: 'push',
        reopen: 'push',
        test: 'push',
      },
    ],
    ['note', '评论', { create: 'read', resolve: 'read' }],
  ];

const ROLES = {
  administer: { name: 'Owner', cn_name: '管理员', access_level: 50 },
  push: { name: 'Developer', cn_name: '开发者', access_level: 30 },
  read: { name: 'Reporter', cn_name: '浏览者', access_level: 20 },
} as const satisfies Readonly<Record<Right, object>>;

/** The answer of `GET …/collaborators/self-permission`. */
export const SelfPermissionJson = () =>
  z.strictObject({
    role_info: z.strictObject({
      role_uuid: z.string(),
      name: z.string(),
      cn_name: z.string(),
      roles_type: z.int(),
      access_level: z.int(),
    }),
    resource_trees: z.array(
      z.strictObject({
        resource_id: z.int(),
        name: z.string(),
        cn_name: z.string(),
        scope: z.string(),
        actions: z.array(
          z.strictObject({
            permission_id: z.int(),
            action: z.string(),
            name: z.string(),
            cn_name: z.string(),
            selected: z.boolean(),
          }),
        ),
      }),
    ),
  });
export type SelfPermissionJson = z.output<ReturnType<typeof SelfPermissionJson>>;

/** @param held the highest right of the caller; each includes those below it */
export const selfPermissionJson = (held: Right): SelfPermissionJson => ({
  role_info: { role_uuid: held, ...ROLES[held], roles_type: 1 },
  resource_trees: SCOPES.map(([scope, name, actions], index) => ({
    resource_id: index + 1,
    name: scope,
    cn_name: name,
    scope,
    actions: Object.entries(actions).map(([action, needed], place) => ({
      permission_id: (index + 1) * 100 + place,
      action,
      name: action,
      cn_name: action,
      selected: ROLES[needed].access_level <= ROLES[held].access_level,
    })),
  })),
});
