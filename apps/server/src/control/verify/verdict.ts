import { z } from 'zod';
import type { DeliveryRow } from '#dispatcher';
import { DeliverySummary, deliverySummary } from '../deliveries/delivery-json.js';
import type { Miss } from '../wait/delivery-search.js';
import type { Count, Expectation } from './verify-schemas.js';
import { AnyJson } from '../shared/json-schemas.js';

/** The result of one expectation. */
export interface Finding extends Expectation {
  /** In the order of recording. */
  readonly matching: readonly DeliveryRow[];
  /** The closest deliveries, when too few match. */
  readonly misses: readonly Miss[];
}

/** Why an expectation is not met; null when it is. */
type Problem = string | null;

/** @param among the number of deliveries that were checked */
export function verdictOf(
  findings: readonly Finding[],
  { inOrder, among }: { readonly inOrder: boolean; readonly among: number },
) {
  const early = inOrder ? tooEarly(findings) : null;
  const results = findings.map((finding) => {
    const problem = countProblem(finding, among) ?? (finding === early ? TOO_EARLY : null);
    return { finding, problem };
  });
  const failed = results.flatMap(({ finding, problem }, index) =>
    problem === null ? [] : [`${index + 1}. ${description(finding)}: ${problem}${nearestText(finding)}`],
  );
  return {
    pass: failed.length === 0,
    message: failed.join('\n'),
    results: results.map(({ finding, problem }) => resultJson(finding, problem)),
  };
}

const TOO_EARLY = 'expected after those before it, but the last that matches came too early';

const isTooFew = ({ atLeast }: Count, found: number): boolean => found < atLeast;
export const needsMisses = ({ count, matching }: Pick<Finding, 'count' | 'matching'>): boolean =>
  isTooFew(count, matching.length);

function countProblem({ count, matching }: Finding, among: number): Problem {
  const found = matching.length;
  if (!isTooFew(count, found) && (count.atMost === null || found <= count.atMost)) return null;
  return `expected ${countText(count)}, found ${found} among ${among} ${among === 1 ? 'delivery' : 'deliveries'}`;
}

/** The first delivery out of order. */
function tooEarly(findings: readonly Finding[]): Finding | null {
  let last = 0;
  for (const finding of findings) {
    const { atLeast } = finding.count;
    if (atLeast === 0) continue;
    const next = finding.matching.filter(({ id }) => id > last)[atLeast - 1];
    if (next === undefined) return finding;
    last = next.id;
  }
  return null;
}

function countText({ atLeast, atMost }: Count): string {
  if (atMost === 0) return 'none';
  if (atLeast === atMost) return `exactly ${atLeast}`;
  if (atMost === null) return `at least ${atLeast}`;
  return atLeast === 0 ? `at most ${atMost}` : `${atLeast} to ${atMost}`;
}

/** `Push Hook with ref = refs/heads/main` */
function description({ wanted: { event = 'any delivery', ...others } }: Expectation): string {
  const rest = Object.entries(others).map(([name, value]) => `${name} = ${value}`);
  return rest.length === 0 ? event : `${event} with ${rest.join(', ')}`;
}

const diffOf = ({ differs }: Miss) =>
  Object.entries(differs).map(([field, { wanted, got }]) => ({ field, expected: wanted, actual: got }));

const nearestText = ({ misses }: Finding): string =>
  misses
    .map((miss) => {
      const { eventName, repository, uuid } = miss.delivery;
      const diff = diffOf(miss).map(({ field, actual }) => `${field} is ${JSON.stringify(actual)}`);
      return `\n   near: ${eventName} of ${repository} (${uuid}): ${diff.join(', ')}`;
    })
    .join('');

const MOST_SHOWN = 20;

/** The answer of `POST /_mock/verify`. */
export const VerdictJson = () => z.strictObject({ pass: z.boolean(), results: z.array(ResultJson()) });

const ResultJson = () =>
  z.strictObject({
    pass: z.boolean(),
    /** The expectation as given, and its count. */
    expected: z
      .object({ count: z.strictObject({ at_least: z.int(), at_most: z.int().nullable() }) })
      .catchall(z.unknown().meta({ type: ['string', 'object'] })),
    found: z.int(),
    deliveries: z.array(DeliverySummary()),
    problem: z.string().nullable(),
    nearest_misses: z.array(
      z.strictObject({
        ...DeliverySummary().shape,
        diff: z.array(z.strictObject({ field: z.string(), expected: z.string(), actual: AnyJson() })),
      }),
    ),
  });
type ResultJson = z.output<ReturnType<typeof ResultJson>>;

const resultJson = (finding: Finding, problem: Problem): ResultJson => ({
  pass: problem === null,
  expected: { ...finding.wanted, count: { at_least: finding.count.atLeast, at_most: finding.count.atMost } },
  found: finding.matching.length,
  deliveries: finding.matching.slice(0, MOST_SHOWN).map(deliverySummary),
  problem,
  nearest_misses: finding.misses.map((miss) => ({ ...deliverySummary(miss.delivery), diff: diffOf(miss) })),
});
