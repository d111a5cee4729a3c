import type { DeliveryRow } from '#dispatcher';
import { ForgeError, shortened } from '#domain';

/** A delivery and, if a criterion needs it, its body. */
interface Candidate {
  readonly delivery: DeliveryRow;
  readonly payload?: unknown;
}

/** A condition on a delivery. */
interface Criterion {
  /** In the caller's spelling: `event`, `body.object_attributes.action`. */
  readonly name: string;
  readonly wanted: string;
  readonly of: (candidate: Candidate) => unknown;
}

export interface Criteria {
  readonly plain: readonly Criterion[];
  /** The conditions that need the body. */
  readonly inBody: readonly Criterion[];
}

/** The actual value of a delivery. */
export type Differences = Readonly<Record<string, { readonly wanted: string; readonly got: unknown }>>;

const BODY = 'body.';
/** Longer values are cut. */
const LONGEST_GOT = 1_000;

const FIELDS = new Map<string, (delivery: DeliveryRow) => unknown>([
  ['event', ({ eventName }) => eventName],
  ['repository', ({ repository }) => repository],
  ['hook', ({ hookId }) => hookId],
  ['status', ({ status }) => status],
  ['status_code', ({ statusCode }) => statusCode],
]);

/**
 * Parses a query: the fields above, `ref`, and `body.<dotted path>` for any value in the payload.
 * @throws ForgeError `invalid` for anything else
 */
export function criteriaOf(query: Readonly<Record<string, unknown>>): Criteria {
  const plain: Criterion[] = [];
  const inBody: Criterion[] = [];
  for (const [name, wanted] of Object.entries(query)) {
    if (typeof wanted !== 'string') throw unknownCriterion(name);
    const field = FIELDS.get(name);
    if (name === 'ref' || name.startsWith(BODY)) {
      const path = name === 'ref' ? name : name.slice(BODY.length);
      inBody.push({ name, wanted, of: ({ payload }) => valueAt(payload, path) });
    } else if (field === undefined) throw unknownCriterion(name);
    else plain.push({ name, wanted, of: ({ delivery }) => field(delivery) });
  }
  return { plain, inBody };
}

function unknownCriterion(name: string): ForgeError {
  const known = [...FIELDS.keys(), 'ref', 'body.<path>', 'count', 'timeout'].join(', ');
  return new ForgeError(
    'invalid',
    `${shortened(name)} cannot be asked for, or is given twice; there are ${known}`,
  );
}

/** Empty when the delivery matches. */
export function differences(candidate: Candidate, criteria: readonly Criterion[]): Differences {
  const missed = criteria.flatMap(({ name, wanted, of }) => {
    const got = of(candidate);
    const isSame =
      name === 'repository' ? shown(got).toLowerCase() === wanted.toLowerCase() : shown(got) === wanted;
    return isSame ? [] : [[name, { wanted, got: excerpt(got) }] as const];
  });
  return Object.fromEntries(missed);
}

/** A copy, because a substring keeps the whole text in memory. */
function excerpt(value: unknown): unknown {
  const text = shown(value);
  if (text.length <= LONGEST_GOT) return value ?? null;
  return `${Buffer.from(text.slice(0, LONGEST_GOT)).toString()}…`;
}

/** Numbers, booleans and null as in JSON; `''` for a missing value. */
const shown = (value: unknown): string =>
  typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value);

/** `object_attributes.action`, `commits.0.message`; undefined for an unknown path. */
export function valueAt(payload: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (value, key) =>
        typeof value === 'object' && value !== null && Object.hasOwn(value, key)
          ? Reflect.get(value, key)
          : undefined,
      payload,
    );
}
