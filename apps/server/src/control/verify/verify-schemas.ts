import { z } from 'zod';
import { eventName } from '../../rest/shared/fields/event-type.js';
import { filledFilter, shown, withoutToken } from '../../rest/shared/schemas.js';
import { formOf, strictFields, truth } from '../../rest/shared/fields/strict-fields.js';
import { criteriaOf, type Criteria } from '../wait/delivery-matcher.js';
import { MOST_CANDIDATES } from '../wait/delivery-search.js';

const MOST_EXPECTATIONS = 100;

const number = z
  .int({ error: ({ input }) => `must be a whole number, but is ${shown(input)}` })
  .min(0, 'must be 0 or more')
  .max(MOST_CANDIDATES, `may be ${MOST_CANDIDATES} at most`);

/** The expected number. */
export interface Count {
  readonly atLeast: number;
  /** Null for any number. */
  readonly atMost: number | null;
}

const count = formOf(
  [
    number.transform((exact): Count => ({ atLeast: exact, atMost: exact })),
    strictFields(
      { at_least: number.optional(), at_most: number.optional() },
      'a number or {"at_least": …, "at_most": …}',
    ).transform(({ at_least: atLeast = 0, at_most: atMost = null }): Count => ({ atLeast, atMost })),
  ],
  'a number or {"at_least": …, "at_most": …}',
);

/** An expectation, with the caller's spelling. */
export interface Expectation {
  readonly wanted: Readonly<Record<string, string>>;
  readonly criteria: Criteria;
  readonly count: Count;
}

const AT_LEAST_ONE: Count = { atLeast: 1, atMost: null };

const Expected = z
  .object({ event: filledFilter(eventName), count: count.optional() }, 'must be an object')
  // Criteria: an expected value in the body, as JSON or as text.
  .catchall(z.unknown().meta({ type: ['string', 'number', 'boolean', 'null'] }))
  .transform(({ event, count: wantedCount = AT_LEAST_ONE, ...others }): Expectation => {
    const given = event === undefined ? others : { event, ...others };
    // In the form of `wait`'s query.
    const wanted = Object.fromEntries(Object.entries(given).map(([name, value]) => [name, asText(value)]));
    return { wanted, criteria: criteriaOf(wanted), count: wantedCount };
  });

const asText = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

export const Verify = z.preprocess(
  withoutToken,
  strictFields(
    {
      expect: z
        .array(Expected, 'must be a list of what is expected')
        .min(1, 'must have something in it')
        .max(MOST_EXPECTATIONS, `may have ${MOST_EXPECTATIONS} entries at most`),
      in_order: truth.default(false),
    },
    'a JSON object',
  ),
);
export type Verify = z.output<typeof Verify>;
