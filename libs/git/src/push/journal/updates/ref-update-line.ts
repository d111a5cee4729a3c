import type { RefUpdate } from '#domain';

/**
 * Parses `<old> <new> <ref>`, as git writes it to its hooks and at the head of a push.
 * @returns null for any other line
 */
export function parseRefUpdate(line: string): RefUpdate | null {
  const [, before, after, ref] = /^([0-9a-f]{40}) ([0-9a-f]{40}) (refs\/[^\0\n]+)/i.exec(line) ?? [];
  return before && after && ref ? { ref, before: before.toLowerCase(), after: after.toLowerCase() } : null;
}

export const refUpdateLine = ({ before, after, ref }: RefUpdate): string => `${before} ${after} ${ref}`;
