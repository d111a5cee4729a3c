/** The token of `atomgit` in every seed that sets no other. */
const DEFAULT_TOKEN = 'atomgit-token';

/** The token of `atomgit` after a seed. */
export function tokenIn(seed: object): string {
  const users: unknown = 'users' in seed ? seed.users : null;
  const entries: readonly unknown[] = Array.isArray(users) ? users : [];
  const tokens = entries.map((entry) =>
    typeof entry === 'object' &&
    entry !== null &&
    'login' in entry &&
    entry.login === 'atomgit' &&
    'token' in entry
      ? entry.token
      : undefined,
  );
  return tokens.find((token) => typeof token === 'string') ?? DEFAULT_TOKEN;
}
