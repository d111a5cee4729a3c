import { withQuery, type Api } from '../http/api.js';
import { ApiError } from '../http/api-error.js';
import type { DialectName, EventName, Payload } from '../payloads.js';

/** What became of a delivery so far; `cancelled`: its hook was deleted or disabled first, or hooks triggered each other too often. */
export type DeliveryStatus = 'pending' | 'delivered' | 'failed' | 'cancelled';

/** A filter for deliveries; fields that are left out match any. */
export interface DeliveryFilter<E extends EventName = EventName> {
  readonly event?: E;
  /** `demo/demo` */
  readonly repository?: string;
  /** A hook's id. */
  readonly hook?: number;
  readonly status?: DeliveryStatus;
}

/** A filter to wait for. */
export interface Expected<E extends EventName = EventName> extends DeliveryFilter<E> {
  /** `refs/heads/feature` */
  readonly ref?: string;
  /** The status of the receiver's answer. */
  readonly status_code?: number;
  /** Values in the payload by dotted path: `{ 'object_attributes.action': 'merge' }`. */
  readonly body?: Readonly<Record<string, string | number | boolean | null>>;
  /** The time limit; `10s` when left out. */
  readonly timeout?: string;
}

/** A delivery in the server's log. */
export interface DeliverySummary<E extends EventName = EventName> {
  /** The id that its receiver sees. */
  readonly id: string;
  readonly event: E;
  /** The same for all deliveries of an event. */
  readonly event_id: number;
  readonly repository: string;
  readonly hook_id: number;
  readonly dialect: DialectName;
  readonly status: DeliveryStatus;
  readonly status_code: number | null;
  readonly error: string | null;
  readonly next_attempt_at: string | null;
  readonly created_at: string;
}

/** One request and its outcome. */
export interface Attempt {
  readonly started_at: string;
  readonly duration_ms: number | null;
  /** Of that, until there was a connection; null where nobody looked. */
  readonly connect_ms: number | null;
  /** From there until the head of a response. */
  readonly wait_ms: number | null;
  /** From there until its end. */
  readonly read_ms: number | null;
  readonly url: string;
  readonly status: number | null;
  readonly error: string | null;
  readonly faults: unknown;
}

/** A delivery in a list of the log. */
export interface ListedDelivery<E extends EventName = EventName> extends DeliverySummary<E> {
  /** Null before the first. */
  readonly latest_attempt: Attempt | null;
}

/** A delivery in full. */
export interface Delivery<
  E extends EventName = EventName,
  D extends DialectName = DialectName,
> extends ListedDelivery<E> {
  readonly attempts: number;
  /** Every attempt, oldest first. */
  readonly history: readonly Attempt[];
  readonly request: {
    readonly url: string | null;
    readonly line: string | null;
    readonly headers: unknown;
    /** The exact text that was sent. */
    readonly body: string;
  };
  readonly response: {
    readonly status: number;
    readonly headers: unknown;
    readonly body: string;
    readonly truncated: boolean;
  } | null;
  readonly timings: { readonly started_at: string | null; readonly duration_ms: number | null };
  /** The parsed body. */
  readonly body: Payload<E, D>;
}

/** A delivery that does not match, with its differences. */
export type NearMiss = DeliverySummary & {
  readonly differs: Readonly<Record<string, { readonly wanted: string; readonly got: unknown }>>;
};

/** The awaited delivery did not come; the message shows what came instead. */
export class NotDelivered extends Error {
  override readonly name = 'NotDelivered';

  constructor(
    expected: object,
    reason: string,
    /** Those with the fewest differences first. */
    readonly nearestMisses: readonly NearMiss[],
  ) {
    const misses = nearestMisses.map((miss) => `\n  ${describedMiss(miss)}`).join('');
    super(
      `${reason} that match ${JSON.stringify(expected)}; ${misses === '' ? 'nothing else came' : `nearest misses:${misses}`}`,
    );
  }
}

const describedMiss = ({ event, repository, status, created_at, differs }: NearMiss): string => {
  const differences = Object.entries(differs).map(
    ([name, { wanted, got }]) => `${name} is ${JSON.stringify(got)}, not ${JSON.stringify(wanted)}`,
  );
  return `${event} of ${repository} at ${created_at}, ${status}: ${differences.join('; ')}`;
};

/** The log of deliveries, and waiting for it. */
export class Deliveries {
  constructor(private readonly api: Api) {}

  /** Newest first. @param limit of them at most */
  async list<E extends EventName>(filter: DeliveryFilter<E>, limit: number): Promise<ListedDelivery<E>[]> {
    const path = withQuery('/_mock/deliveries', { ...filter, limit });
    const { items } = await this.api.json<{ items: ListedDelivery<E>[] }>(path);
    return items;
  }

  async get(id: string): Promise<Delivery> {
    return complete(await this.api.json<Delivery>(`/_mock/deliveries/${encodeURIComponent(id)}`));
  }

  /** @throws NotDelivered when there are too few in time */
  async wait<E extends EventName>(expected: Expected<E>, count: number): Promise<Delivery<E>[]> {
    const { body = {}, ...others } = expected;
    const inBody = Object.entries(body).map(([path, value]) => [`body.${path}`, String(value)]);
    const path = withQuery('/_mock/deliveries/wait', { ...others, ...Object.fromEntries(inBody), count });
    try {
      const { items } = await this.api.json<{ items: Delivery<E>[] }>(path);
      return items.map(complete);
    } catch (error) {
      throw missesIn(error, expected) ?? error;
    }
  }
}

const complete = <E extends EventName>(delivery: Delivery<E>): Delivery<E> => ({
  ...delivery,
  body: JSON.parse(delivery.request.body),
});

function missesIn(error: unknown, expected: object): NotDelivered | null {
  if (!(error instanceof ApiError) || error.status !== 408) return null;
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the server is of this very version
  const { nearest_misses: misses = [], error_message: reason = '' } = error.body as {
    nearest_misses?: NearMiss[];
    error_message?: string;
  };
  return new NotDelivered(expected, reason, misses);
}
