import type { DialectName } from '../payloads.js';

/** Options of a hook. */
export interface HookOptions {
  /** Its events: `push`, `tag_push`, `merge_request`, `note`, `issue`; pushes only when left out. */
  readonly events?: readonly string[];
  /** The secret of its deliveries. */
  readonly password?: string;
  /** 0: the secret is sent in a header; 1: it is the key of a signature. */
  readonly encryption_type?: 0 | 1;
  /** The dialect of its deliveries; the server's default when left out. */
  readonly dialect?: DialectName;
  /** The time limit of a delivery: `500ms`. */
  readonly timeout?: string;
  /** The retries of failed deliveries: `none`, `fast`, `svix` or a list of delays. */
  readonly retries?: string;
  /** Whether the receiver's certificate must be valid. */
  readonly enable_ssl_verification?: boolean;
  /** The login of the user who registers it; created if missing. */
  readonly as?: string;
}

/** A hook as the API shows it; the API has more fields. */
export interface Hook {
  readonly id: number;
  readonly url: string;
  readonly [key: string]: unknown;
}
