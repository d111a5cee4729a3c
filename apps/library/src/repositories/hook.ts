import type { DialectName } from '../payloads.js';

/** How a hook is to be. */
export interface HookOptions {
  /** What it is for: `push`, `tag_push`, `merge_request`, `note`, `issue`; pushes only when left out. */
  readonly events?: readonly string[];
  /** The secret that its deliveries carry. */
  readonly password?: string;
  /** How the secret travels: 0 as a header of its own, 1 as the key of a signature. */
  readonly encryption_type?: 0 | 1;
  /** How its deliveries look; as the server has it when left out. */
  readonly dialect?: DialectName;
  /** How long one delivery may take: `500ms`. */
  readonly timeout?: string;
  /** When a failed delivery is tried again: `none`, `fast`, `svix` or a list of waits. */
  readonly retries?: string;
  /** Whether the receiver's certificate has to be in order. */
  readonly enable_ssl_verification?: boolean;
  /** The login of whoever registers it; made if missing. */
  readonly as?: string;
}

/** A hook, as the API shows it, and more. */
export interface Hook {
  readonly id: number;
  readonly url: string;
  readonly [key: string]: unknown;
}
