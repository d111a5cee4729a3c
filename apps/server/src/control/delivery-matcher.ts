import type { DeliveryRow, LoggedDelivery } from '#dispatcher';
import { ForgeError, shortened } from '#domain';

/** A delivery and, where a criterion asks for it, what its body says. */
export interface Candidate {
  readonly delivery: DeliveryRow;
  readonly payload: unknown;
}

/** One thing that a delivery must have. */
interface Criterion {
  /** As the caller wrote it: `event`, `body.object_attributes.action`. */
  readonly name: string;
  readonly wanted: string;
  /** Whether the body has to be read for it. */
  readonly isInBody: boolean;
  readonly of: (candidate: Candidate) => unknown;
}

/** What a delivery has instead. */
export type Differences = Readonly<Record<string, { readonly wanted: string; readonly got: unknown }>>;

const BODY = 'body.';

const FIELDS: Readonly<Record<string, (delivery: DeliveryRow) => unknown>> = {
  event: ({ eventName }) => eventName,
  repository: ({ repository }) => repository,
  hook: ({ hookId }) => hookId,
  status: ({ status }) => status,
  status_code: ({ statusCode }) => statusCode,
};

/**
 * Takes a query apart: the fields above, `ref`, and `body.<dotted path>` for any value in the payload.
 * @throws ForgeError `invalid` for anything else
 */
export function criteriaOf(query: Readonly<Record<string, unknown>>): readonly Criterion[] {
  return Object.entries(query).map(([name, wanted]) => {
    if (typeof wanted !== 'string') throw unknownCriterion(name);
    if (name === 'ref' || name.startsWith(BODY)) {
      const path = name === 'ref' ? name : name.slice(BODY.length);
      return { name, wanted, isInBody: true, of: ({ payload }) => valueAt(payload, path) };
    }
    const field = FIELDS[name];
    if (field === undefined) throw unknownCriterion(name);
    return { name, wanted, isInBody: false, of: ({ delivery }) => field(delivery) };
  });
}

function unknownCriterion(name: string): ForgeError {
  const known = [...Object.keys(FIELDS), 'ref', 'body.<path>', 'count', 'timeout'].join(', ');
  return new ForgeError(
    'invalid',
    `${shortened(name)} cannot be asked for, or is given twice; there are ${known}`,
  );
}

export const withPayload = ({ delivery, body }: LoggedDelivery): Candidate => ({
  delivery,
  payload: JSON.parse(body),
});

/** Empty when it is all that was asked for. */
export function differences(candidate: Candidate, criteria: readonly Criterion[]): Differences {
  const missed = criteria.flatMap(({ name, wanted, of }) => {
    const got = of(candidate);
    const isSame =
      name === 'repository' ? shown(got).toLowerCase() === wanted.toLowerCase() : shown(got) === wanted;
    return isSame ? [] : [[name, { wanted, got: got ?? null }] as const];
  });
  return Object.fromEntries(missed);
}

export const matches = (candidate: Candidate, criteria: readonly Criterion[]): boolean =>
  Object.keys(differences(candidate, criteria)).length === 0;

/** Numbers, booleans and null as JSON spells them; a missing value is the empty text. */
const shown = (value: unknown): string =>
  typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value);

/** `object_attributes.action`, `commits.0.message` */
function valueAt(payload: unknown, path: string): unknown {
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
