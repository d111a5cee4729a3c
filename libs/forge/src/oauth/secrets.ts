import { createHash, randomBytes } from 'node:crypto';

/** Codes and tokens lie in the database as this: whoever reads it cannot use them. */
export const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');

/**
 * 40 hexadecimal digits that nobody can guess, unless the clock stands still: then they are made of what they stand for, so that
 * the same calls give the same ones.
 */
export const newSecret = (what: string, { isFrozen }: { readonly isFrozen: boolean }): string =>
  isFrozen ? createHash('sha1').update(what).digest('hex') : randomBytes(20).toString('hex');
