/** AtomGit's scopes, in its own spelling and order. */
export const SCOPES = [
  'all_user',
  'all_key',
  'all_groups',
  'all_projects',
  'all_pr',
  'all_issue',
  'all_note',
  'all_hook',
  'all_repository',
] as const;
export type Scope = (typeof SCOPES)[number];

const isScope = (name: string): name is Scope => SCOPES.some((scope) => scope === name);

/** What Gitee calls them, which clients of both ask for. */
const OTHER_NAMES: ReadonlyMap<string, readonly Scope[]> = new Map<string, readonly Scope[]>([
  ['user_info', ['all_user']],
  ['emails', ['all_user']],
  ['keys', ['all_key']],
  ['groups', ['all_groups']],
  ['enterprises', ['all_groups']],
  ['projects', ['all_projects', 'all_repository']],
  ['pull_requests', ['all_pr']],
  ['issues', ['all_issue']],
  ['notes', ['all_note']],
  ['hook', ['all_hook']],
]);

/** What a token's scope, names with blanks between them, lets it do; null for everything: it names none that is known here. */
export function scopesIn(scope: string): ReadonlySet<Scope> | null {
  const names = scope.split(/[\s,+]+/);
  const known = names.flatMap((name) => (isScope(name) ? [name] : (OTHER_NAMES.get(name) ?? [])));
  return known.length === 0 ? null : new Set(known);
}
