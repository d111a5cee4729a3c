import { ForgeError, quoted } from '#domain';
import { isBranchName } from '../users/names.js';

/** Whether a name matches a wildcard like `release/*`; `*` also matches slashes. Takes the first place of each part. */
export function suits(wildcard: string, name: string): boolean {
  const [first = '', ...others] = wildcard.split('*');
  const last = others.pop();
  if (last === undefined) return name === first;
  if (!name.startsWith(first) || !name.endsWith(last)) return false;
  const end = name.length - last.length;
  let at = first.length;
  for (const part of others) {
    const found = name.indexOf(part, at);
    if (found === -1) return false;
    at = found + part.length;
  }
  return at <= end;
}

/** The rule that applies to a name: an exact one, else the longest matching wildcard. */
export function ruleFor<Rule extends { readonly wildcard: string }>(
  rules: readonly Rule[],
  name: string,
): Rule | null {
  const fitting = rules.filter(({ wildcard }) => wildcard === name || suits(wildcard, name));
  const weight = ({ wildcard }: Rule) => (wildcard === name ? Infinity : wildcard.length);
  return fitting.sort((one, other) => weight(other) - weight(one))[0] ?? null;
}

/** @throws ForgeError `invalid` for what cannot match a branch or tag name */
export function checkWildcard(field: string, wildcard: string): void {
  if (isBranchName(wildcard.replaceAll('*', 'x'))) return;
  throw new ForgeError(
    'invalid',
    `${field} ${quoted(wildcard)} is not allowed: give the name of a branch or a tag, with * for any part of it`,
  );
}
