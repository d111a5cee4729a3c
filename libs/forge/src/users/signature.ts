import type { User } from '#domain';
import type { Signature } from '#git';

/** A user's identity in commits that the server makes. */
export const signatureOf = (user: User, when: Date): Signature => ({
  name: user.name || user.login,
  email: user.email,
  date: `${Math.floor(when.getTime() / 1000)} +0000`,
});
