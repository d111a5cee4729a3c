import { withQuery, type Api } from '../http/api.js';

/** The order in which held deliveries are released. */
export type ReleaseOrder = 'reverse' | 'same' | 'shuffled';

interface FaultFrequency {
  /** How often it is triggered; once when left out. */
  readonly next?: number;
  /** Every nth match. */
  readonly every?: number;
  /** With this probability, above 0 and at most 1. */
  readonly probability?: number;
  /** For `probability`: the same seed gives the same faults. */
  readonly seed?: number;
}

/** A fault of deliveries; without `hook`, `event` and `repository` of any. */
export interface DeliveryFault extends FaultFrequency {
  readonly on?: 'deliveries';
  readonly kind:
    | 'delay'
    | 'drop'
    | 'duplicate'
    | 'hold'
    | 'wrong_signature'
    | 'wrong_token'
    | 'truncated_body'
    | 'invalid_json'
    | 'slow_body'
    | 'reset'
    | 'wrong_content_type'
    | 'unknown_event';
  /** A hook's id. */
  readonly hook?: number;
  /** `Push Hook` */
  readonly event?: string;
  /** `demo/demo` */
  readonly repository?: string;
  /** Of `delay` and `slow_body`: such as `2s`. */
  readonly delay?: string;
  /** Of `duplicate`: how often it is sent. */
  readonly times?: number;
  /** Of `hold`: the order of release. */
  readonly release?: ReleaseOrder;
  /** Of `wrong_content_type` and `unknown_event`: the value that is sent instead. */
  readonly value?: string;
}

/** A fault of calls of the API or of git. */
export interface CallFault extends FaultFrequency {
  readonly on: 'api' | 'git';
  readonly kind: 'delay' | 'status' | 'reset' | 'rate_limit';
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path?: string;
  readonly delay?: string;
  readonly status?: number;
  readonly message?: string;
  readonly retry_after?: string;
}

/** A fault and how often it was triggered. */
export type KnownFault = (DeliveryFault | CallFault) & {
  readonly id: number;
  /** How many deliveries or calls matched it. */
  readonly seen: number;
  /** How many of these triggered it. */
  readonly struck: number;
};

/**
 * Faults on demand.
 * @example
 * await atomgit.faults.add({ kind: 'duplicate' }); // the next delivery comes twice
 * await atomgit.faults.add({ on: 'api', kind: 'status', status: 503, next: 2 });
 */
export class Faults {
  constructor(private readonly api: Api) {}

  /** Adds a fault. */
  add(fault: DeliveryFault | CallFault): Promise<KnownFault> {
    const body = { on: 'deliveries', ...fault };
    return this.api.json('/_mock/faults', { method: 'POST', body });
  }

  /** Oldest first, used-up ones too. */
  async list(): Promise<KnownFault[]> {
    const { items } = await this.api.json<{ items: KnownFault[] }>('/_mock/faults');
    return items;
  }

  /**
   * Releases what a `hold` holds back.
   * @returns how many deliveries
   */
  async release(id: number, order?: ReleaseOrder): Promise<number> {
    const path = withQuery(`/_mock/faults/${id}/release`, { order });
    const { released } = await this.api.json<{ released: number }>(path, { method: 'POST' });
    return released;
  }

  /** Removes a fault. */
  remove(id: number): Promise<void> {
    return this.api.json(`/_mock/faults/${id}`, { method: 'DELETE' });
  }

  /** Removes all faults. */
  clear(): Promise<void> {
    return this.api.json('/_mock/faults', { method: 'DELETE' });
  }
}
