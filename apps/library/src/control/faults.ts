import { withQuery, type Api } from '../http/api.js';

/** In which order what a `hold` kept back goes. */
export type ReleaseOrder = 'reverse' | 'same' | 'shuffled';

interface FaultFrequency {
  /** How many times it happens; once when nothing is said. */
  readonly next?: number;
  /** Every so many times. */
  readonly every?: number;
  /** With this chance, above 0 and at most 1. */
  readonly probability?: number;
  /** Of the chance: the same seed, the same faults. */
  readonly seed?: number;
}

/** Something that goes wrong with deliveries. Without `hook`, `event` and `repository` with any. */
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
  /** Of `duplicate`: how often it is sent in all. */
  readonly times?: number;
  /** Of `hold`: in which order they go when it is released. */
  readonly release?: ReleaseOrder;
  /** Of `wrong_content_type` and `unknown_event`: what is sent instead. */
  readonly value?: string;
}

/** Something that goes wrong with calls of the API or of git. */
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

/** A fault that is there, and how often it has happened. */
export type KnownFault = (DeliveryFault | CallFault) & {
  readonly id: number;
  /** How many deliveries or calls it was for. */
  readonly seen: number;
  /** With how many of these it happened. */
  readonly struck: number;
};

/**
 * What is to go wrong, on demand.
 * @example
 * await atomgit.faults.add({ kind: 'duplicate' }); // the next delivery comes twice
 * await atomgit.faults.add({ on: 'api', kind: 'status', status: 503, next: 2 });
 */
export class Faults {
  constructor(private readonly api: Api) {}

  /** Orders one. */
  add(fault: DeliveryFault | CallFault): Promise<KnownFault> {
    const body = { on: 'deliveries', ...fault };
    return this.api.json('/_mock/faults', { method: 'POST', body });
  }

  /** Oldest first, those that are over, too. */
  async list(): Promise<KnownFault[]> {
    const { items } = await this.api.json<{ items: KnownFault[] }>('/_mock/faults');
    return items;
  }

  /** Releases what a `hold` keeps back. @returns how many deliveries */
  async release(id: number, order?: ReleaseOrder): Promise<number> {
    const path = withQuery(`/_mock/faults/${id}/release`, { order });
    const { released } = await this.api.json<{ released: number }>(path, { method: 'POST' });
    return released;
  }

  /** Takes one back. */
  remove(id: number): Promise<void> {
    return this.api.json(`/_mock/faults/${id}`, { method: 'DELETE' });
  }

  /** Takes all of them back. */
  clear(): Promise<void> {
    return this.api.json('/_mock/faults', { method: 'DELETE' });
  }
}
