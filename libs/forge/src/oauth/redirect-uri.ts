import { quoted } from '#domain';

const LONGEST = 2_000;

/** @returns what is wrong with a redirect URI, as a sentence; null when nothing is */
export function redirectUriProblem(uri: string): string | null {
  const isAddress = uri.length <= LONGEST && /^https?:\/\//i.test(uri) && URL.canParse(uri);
  if (isAddress && !uri.includes('#')) return null;
  const right = `it must be an http or https address without a fragment, of at most ${LONGEST} characters`;
  return `redirect_uri ${quoted(uri)} is not allowed: ${right}`;
}
