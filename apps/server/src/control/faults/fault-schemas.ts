import { z } from 'zod';
import { RELEASE_ORDERS, type CallFault, type DeliveryFault, type Fault } from '#dispatcher';
import { eventName } from '../../rest/shared/fields/event-type.js';
import {
  choice,
  duration,
  filledFilter,
  knownFields,
  optional,
  shown,
  text,
  wholeNumber,
} from '../../rest/shared/schemas.js';

const HIGHEST = Number.MAX_SAFE_INTEGER;
const LONGEST_DELAY_MS = 3_600_000;

/** The fields of each kind besides what it matches and when it is triggered. */
export const DELIVERY_KINDS = {
  delay: ['delay'],
  drop: [],
  duplicate: ['times'],
  hold: ['release'],
  wrong_signature: [],
  wrong_token: [],
  truncated_body: [],
  invalid_json: [],
  slow_body: ['delay'],
  reset: [],
  wrong_content_type: ['value'],
  unknown_event: ['value'],
} as const satisfies Record<DeliveryFault['kind'], readonly string[]>;

export const CALL_KINDS = {
  delay: ['delay'],
  status: ['status', 'message'],
  reset: [],
  rate_limit: ['status', 'retry_after'],
} as const satisfies Record<CallFault['kind'], readonly string[]>;

const KINDS = [...new Set([...Object.keys(DELIVERY_KINDS), ...Object.keys(CALL_KINDS)])];
const WHEN = ['next', 'every', 'probability', 'seed'];
const OF_DELIVERIES = ['hook', 'event', 'repository'];
const OF_CALLS = ['method', 'path'];

const probability = optional(z.number().gt(0).max(1), (given) => {
  // `Number` would walk through nested lists, however deep they are.
  const written = typeof given === 'number' ? String(given) : given;
  const value = typeof written === 'string' && written.trim() !== '' ? Number(written) : NaN;
  return value > 0 && value <= 1
    ? { value }
    : { problem: `must be above 0 and at most 1, but is ${shown(written)}` };
});

const headerValue = text(200).refine(
  (value) => value === undefined || /^[\t\x20-\x7e]+$/.test(value),
  'is not a header value',
);

const Fields = knownFields(
  {
    on: choice('deliveries', 'api', 'git'),
    /** The valid kinds depend on `on`. */
    kind: z.unknown().meta({ type: 'string', enum: KINDS }).optional(),
    next: wholeNumber(1, HIGHEST),
    every: wholeNumber(1, HIGHEST),
    probability,
    seed: wholeNumber(0, 2 ** 32 - 1),
    hook: filledFilter(wholeNumber(1, HIGHEST)),
    event: filledFilter(eventName),
    repository: filledFilter(text(300)),
    method: filledFilter(choice('GET', 'POST', 'PUT', 'PATCH', 'DELETE')),
    path: filledFilter(text(2_000)),
    delay: duration(LONGEST_DELAY_MS),
    times: wholeNumber(2, 100),
    release: choice(...RELEASE_ORDERS),
    value: headerValue,
    status: wholeNumber(400, 599),
    message: text(1_000),
    retry_after: duration(LONGEST_DELAY_MS),
  },
  'the body must be a JSON object or a form',
);
type Fields = z.output<typeof Fields>;

/** Unknown fields and empty filters are refused: they must not match everything. */
export const FaultOrder = Fields.transform((fields, context): Fault => {
  const fault =
    fields.on === 'api' || fields.on === 'git' ? callFault(fields, fields.on) : deliveryFault(fields);
  if (typeof fault !== 'string') return fault;
  context.addIssue({ code: 'custom', message: fault });
  return z.NEVER;
});
export type FaultOrder = z.output<typeof FaultOrder>;

export const Release = z.object({ order: choice(...RELEASE_ORDERS) });
export type Release = z.output<typeof Release>;

/** @returns a message when something is wrong */
function deliveryFault(fields: Fields): DeliveryFault | string {
  const kind = kindOf(fields.kind, DELIVERY_KINDS);
  if (kind === null) return unknownKind(fields, 'deliveries', DELIVERY_KINDS);
  const problem = problemWith(fields, kind, [...OF_DELIVERIES, ...DELIVERY_KINDS[kind]]);
  if (problem !== null) return problem;
  const usual = kind === 'unknown_event' ? 'Unknown Hook' : 'text/plain';
  return {
    on: 'deliveries',
    kind,
    when: frequency(fields),
    hookId: fields.hook ?? null,
    event: fields.event ?? null,
    repository: fields.repository ?? null,
    delayMs: fields.delay ?? 0,
    times: fields.times ?? 2,
    release: fields.release ?? 'reverse',
    value: fields.value ?? usual,
  };
}

function callFault(fields: Fields, on: 'api' | 'git'): CallFault | string {
  const kind = kindOf(fields.kind, CALL_KINDS);
  if (kind === null) return unknownKind(fields, on, CALL_KINDS);
  const problem = problemWith(fields, kind, [...OF_CALLS, ...CALL_KINDS[kind]]);
  if (problem !== null) return problem;
  if (kind === 'rate_limit' && ![undefined, 403, 429].includes(fields.status))
    return `status of a rate limit must be 403 or 429, but is ${fields.status}`;
  return {
    on,
    kind,
    when: frequency(fields),
    method: fields.method ?? null,
    path: fields.path ?? null,
    delayMs: fields.delay ?? 0,
    status: fields.status ?? (kind === 'rate_limit' ? 429 : 503),
    message: fields.message ?? 'Service unavailable',
    retryAfterMs: fields.retry_after ?? 60_000,
  };
}

function kindOf<Kinds extends object>(given: unknown, kinds: Kinds): (keyof Kinds & string) | null {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- they are the keys of this very object
  const names = Object.keys(kinds) as (keyof Kinds & string)[];
  return names.find((name) => name === given) ?? null;
}

const unknownKind = ({ kind }: Fields, on: string, kinds: object): string =>
  `kind must be one of ${Object.keys(kinds).join(', ')} for ${on}, but is ${shown(kind)}`;

function problemWith(fields: Fields, kind: string, allowed: readonly string[]): string | null {
  const given = Object.entries(fields).flatMap(([name, value]) => (value === undefined ? [] : [name]));
  const odd = given.find((name) => !['on', 'kind', ...WHEN, ...allowed].includes(name));
  if (odd !== undefined)
    return `${odd} means nothing to ${kind}; it takes ${[...allowed, ...WHEN].join(', ')}`;
  const times = ['next', 'every', 'probability'].filter((name) => given.includes(name));
  if (times.length > 1) return `give ${times.join(' or ')}, not both`;
  if (given.includes('seed') && !given.includes('probability')) return 'seed goes with probability';
  return allowed.includes('delay') && !given.includes('delay')
    ? 'delay is missing: say how long, such as 2s'
    : null;
}

function frequency({ next, every, probability: chance, seed = 1 }: Fields): Fault['when'] {
  if (every !== undefined) return { every };
  return chance === undefined ? { next: next ?? 1 } : { probability: chance, seed };
}
