import { z } from 'zod';

const AtJson = { repository: z.string(), title: z.string() };

/** What was found, in the order in which people look for it. */
export const SearchJson = () =>
  z.strictObject({
    items: z.array(
      z.union([
        z.strictObject({ kind: z.literal('repository'), ...AtJson }),
        z.strictObject({ kind: z.literal('merge_request'), ...AtJson, number: z.int() }),
        z.strictObject({ kind: z.literal('issue'), ...AtJson, number: z.int() }),
        z.strictObject({ kind: z.literal('commit'), ...AtJson, sha: z.string() }),
      ]),
    ),
  });
export type FoundItem = z.output<ReturnType<typeof SearchJson>>['items'][number];
