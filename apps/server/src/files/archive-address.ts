import { z } from 'zod';
import type { ArchiveFormat } from '#git';

const ENDINGS = {
  '.zip': 'zip',
  '.tar.gz': 'tar.gz',
  '.tgz': 'tar.gz',
  '.tar': 'tar',
} as const satisfies Record<string, ArchiveFormat>;

/** `v1.0.zip`, `refs/tags/v1.0.tar.gz`: a revision and a format. */
export const ArchiveAddress = z.object({ '*': z.string() }).transform(({ '*': address }, context) => {
  const [ending, format] = Object.entries(ENDINGS).find(([known]) => address.endsWith(known)) ?? [];
  if (ending !== undefined && format !== undefined)
    return { revision: address.slice(0, -ending.length), format };
  context.addIssue({
    code: 'custom',
    message: `the address must end in ${Object.keys(ENDINGS).join(', ')}`,
  });
  return z.NEVER;
});
export type ArchiveAddress = z.output<typeof ArchiveAddress>;
