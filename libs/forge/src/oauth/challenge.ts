import { createHash } from 'node:crypto';

export const CHALLENGE_METHODS = ['plain', 'S256'] as const;
export type ChallengeMethod = (typeof CHALLENGE_METHODS)[number];

/** PKCE (RFC 7636): proves that the client that redeems a code has requested it. */
export interface Challenge {
  readonly value: string;
  readonly method: ChallengeMethod;
}

/** @param verifier sent with the code */
export function isMet({ value, method }: Challenge, verifier: string): boolean {
  switch (method) {
    case 'plain':
      return verifier === value;
    case 'S256':
      return createHash('sha256').update(verifier).digest('base64url') === value;
  }
}
