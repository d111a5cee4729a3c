import type { LoggedDelivery } from '#dispatcher';
import { ForgeError } from '#domain';

/** One thing that a delivery must have. */
interface Criterion {
  /** As the caller wrote it: `event`, `body.object_attributes.action`. */
  readonly name: string;
  readonly wanted: string;
  readonly of: (delivery: LoggedDelivery) => unknown;
}

/** What a delivery has instead. */
export type Differences = Readonly<Record<string, { readonly wanted: string; readonly got: unknown }>>;

const BODY = 'body.';

const FIELDS: Readonly<Record<string, (delivery: LoggedDelivery) => unknown>> = {
  event: ({ delivery }) => delivery.eventName,
  repository: ({ delivery }) => delivery.repository,
  hook: ({ delivery }) => delivery.hookId,
  status: ({ delivery }) => delivery.status,
  status_code: ({ delivery }) => delivery.statusCode,
  ref: (delivery) => valueAt(delivery, 'ref'),
};

/**
 * Takes a query apart: the fields above, and `body.<dotted path>` for any value in the payload.
 * @throws ForgeError `invalid` for anything else
 */
export function criteriaOf(query: Readonly<Record<string, unknown>>): readonly Criterion[] {
  return Object.entries(query).map(([name, wanted]) => {
    const field = name.startsWith(BODY)
      ? (delivery: LoggedDelivery) => valueAt(delivery, name.slice(BODY.length))
      : FIELDS[name];
    if (field === undefined || typeof wanted !== 'string') {
      const known = [...Object.keys(FIELDS), 'body.<path>', 'count', 'timeout'].join(', ');
      throw new ForgeError('invalid', `${name} cannot be asked for, or is given twice; there are ${known}`);
    }
    return { name, wanted, of: field };
  });
}

/** Empty when it is all that was asked for. */
export function differences(delivery: LoggedDelivery, criteria: readonly Criterion[]): Differences {
  const missed = criteria.flatMap(({ name, wanted, of }) => {
    const got = of(delivery);
    const isSame =
      name === 'repository' ? shown(got).toLowerCase() === wanted.toLowerCase() : shown(got) === wanted;
    return isSame ? [] : [[name, { wanted, got: got ?? null }] as const];
  });
  return Object.fromEntries(missed);
}

/** Numbers, booleans and null as JSON spells them; a missing value is the empty text. */
const shown = (value: unknown): string =>
  typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value);

/** `object_attributes.action`, `commits.0.message` */
function valueAt({ body }: LoggedDelivery, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (value, key) =>
        typeof value === 'object' && value !== null && Object.hasOwn(value, key)
          ? Reflect.get(value, key)
          : undefined,
      JSON.parse(body),
    );
}
