import { ForgeError, quoted } from '#domain';
import { isBranchName } from '../users/names.js';

/** Whether a name matches a wildcard like `release/*`; `*` also matches slashes. */
function suits(wildcard: string, name: string): boolean {
  const parts = wildcard.split('*').map((part) => part.replace(/[\\^$.|?+()[\]{}/-]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`, 's').test(name);
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
