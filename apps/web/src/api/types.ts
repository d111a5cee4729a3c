/** What the server answers, as far as the page looks at it. */

export interface Clock {
  readonly now: string;
  readonly frozen: boolean;
}

export interface Fault {
  readonly id: number;
  readonly kind: string;
  readonly [field: string]: unknown;
}

export interface HookState {
  readonly id: number;
  /** Null when it has just been deleted. */
  readonly repository: string | null;
  readonly url: string;
  readonly failures: number;
  readonly alert_status: string;
  readonly disabled_until: string | null;
}

type DeliveryStatus = 'pending' | 'delivered' | 'failed' | 'cancelled';

interface StruckFault {
  readonly id: number;
  readonly kind: string;
}

/** One request, and what came back. */
interface Attempt {
  readonly started_at: string;
  readonly duration_ms: number;
  readonly url: string;
  readonly status: number | null;
  readonly error: string | null;
  readonly faults: readonly StruckFault[];
}

export interface DeliverySummary {
  readonly id: string;
  readonly event: string;
  readonly event_id: number;
  readonly repository: string;
  readonly hook_id: number;
  readonly dialect: string;
  readonly status: DeliveryStatus;
  readonly status_code: number | null;
  readonly error: string | null;
  readonly next_attempt_at: string | null;
  readonly created_at: string;
}

export interface ListedDelivery extends DeliverySummary {
  readonly latest_attempt: Attempt | null;
}

/** In the order in which they were sent; a name that came twice has a list. */
export type Headers = Readonly<Record<string, string | readonly string[]>>;

export interface Delivery extends DeliverySummary {
  readonly attempts: number;
  readonly history: readonly Attempt[];
  readonly request: {
    readonly url: string | null;
    readonly line: string | null;
    readonly headers: Headers | null;
    readonly body: string;
  };
  readonly response: {
    readonly status: number;
    readonly headers: Headers | null;
    readonly body: string;
    readonly truncated: boolean;
  } | null;
  readonly timings: { readonly started_at: string | null; readonly duration_ms: number | null };
}

/** Why a hook got an event, or did not. */
export interface Decision {
  readonly hook_id: number;
  readonly is_wanted: boolean;
  readonly reason: string;
}

export interface LoggedEvent {
  readonly id: number;
  readonly kind: string;
  readonly event: string | null;
  readonly repository: string;
  readonly happened_at: string;
  readonly depth: number;
  readonly hooks: readonly Decision[];
  readonly deliveries: readonly string[];
  readonly payload: unknown;
}

/** A page of a log; `next` is the cursor of the one that follows. */
export interface LogPage<Entry> {
  readonly items: readonly Entry[];
  readonly next: string | null;
}

export interface Repository {
  readonly id: number;
  readonly full_name: string;
  readonly path: string;
  readonly name: string;
  readonly description: string;
  readonly default_branch: string;
  readonly private: boolean;
  readonly updated_at: string;
}

export interface SchemaCheck {
  /** Where the schema is; null when the dialect has none for such an event. */
  readonly schema: string | null;
  readonly valid: boolean;
  readonly problems: readonly { readonly path: string; readonly message: string }[];
}

export interface SinkAnswer {
  readonly status: number;
  readonly body: string;
  readonly delay: string;
}

/** A receiver of the server's own. */
export interface Sink {
  readonly name: string;
  /** How many it keeps. */
  readonly requests: number;
  readonly last_received_at: string | null;
  /** One after another; the last is given again and again. */
  readonly answers: readonly SinkAnswer[];
}

export interface SunkRequest {
  readonly received_at: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}
