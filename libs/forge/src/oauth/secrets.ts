import { createHash, randomBytes } from 'node:crypto';

/** The database stores codes and tokens as hashes, which cannot be used. */
export const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');

/**
 * 40 random hexadecimal digits; derived from content while the clock is frozen, so that the same calls give the same
 * ones.
 */
export const newSecret = (what: string, { isFrozen }: { readonly isFrozen: boolean }): string =>
  isFrozen ? createHash('sha1').update(what).digest('hex') : randomBytes(20).toString('hex');
