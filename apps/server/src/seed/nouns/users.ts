import type { z } from 'zod';
import { Users } from '#forge';
import { saying, strictFields } from '../../rest/shared/fields/strict-fields.js';
import { listOf } from './list-of.js';
import { seedEach, type SeedContext } from './seed-noun.js';

const SeedUser = strictFields(
  {
    login: saying(100),
    name: saying(200).optional(),
    email: saying(200).optional(),
    token: saying(200).optional().describe('Made up when left out'),
  },
  'an object with login, name, email and token',
);

export const SeedUsers = listOf(SeedUser);
type SeedUsers = z.output<typeof SeedUsers>;

const DEFAULT_LOGIN = 'atomgit';

/** The default user is always created first, wherever the seed names `atomgit`, or without it. */
export async function seedUsers(users: SeedUsers, { get }: SeedContext): Promise<void> {
  const chosen = users.find(({ login }) => login === DEFAULT_LOGIN);
  await get(Users).ensureDefaultUser(chosen);
  await seedEach(['users'], users, async (user) => {
    if (user !== chosen) await get(Users).create(user);
  });
}
