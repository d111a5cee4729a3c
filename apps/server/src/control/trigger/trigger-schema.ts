import { z } from 'zod';
import { EVENT_TYPES_SENT, eventTypeCalled } from '#domain';
import { DIALECT_NAMES } from '#payloads';
import { shown, toRepositoryPath, withoutToken } from '../../rest/shared/schemas.js';
import { saying, strictFields, wordOf } from '../../rest/shared/fields/strict-fields.js';

const repository = saying(300).transform(toRepositoryPath);

/** The repository alone, whatever else the body has. */
export const TriggeredRepository = z.object({ repository });

const hookNumber = z.int({ error: ({ input }) => `must be the id of a hook, but is ${shown(input)}` }).min(1);

const targetOf = (hookId: number | undefined, url: string | undefined) =>
  hookId === undefined ? (url === undefined ? null : { url }) : { hookId };

/** A plain Test Hook has no event type of its own. */
const TEST_HOOK = 'test_hook';

const event = z.preprocess(
  (value) => (typeof value === 'string' ? (eventTypeCalled(value) ?? value) : value),
  wordOf(TEST_HOOK, ...EVENT_TYPES_SENT),
);

export const TriggerOrder = z.preprocess(
  withoutToken,
  strictFields(
    {
      repository,
      event,
      dialect: wordOf(...DIALECT_NAMES)
        .nullable()
        .default(null),
      hook: hookNumber.optional(),
      url: saying(10_000).optional(),
      overrides: z.record(z.string(), z.json(), 'must be an object of new values by their paths').default({}),
    },
    'a JSON object',
  )
    .refine(
      ({ hook, url }) => hook === undefined || url === undefined,
      'There can be a hook or a url, but not both',
    )
    .transform(({ hook, url, ...others }) => ({ ...others, target: targetOf(hook, url) })),
);
export type TriggerOrder = z.output<typeof TriggerOrder>;
