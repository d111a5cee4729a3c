import type { AllowedTargets, Proxies, StatusRange } from '#dispatcher';
import type { AutoDisable } from '#webhooks';

export interface Settings {
  readonly host: string;
  readonly port: number;
  /** Absolute path; null for a temporary folder that is removed at exit. */
  readonly data: string | null;
  /** Whether to stop when the parent process ends. */
  readonly exitWithParent: boolean;
  /** Whether bodies with unknown fields are refused. */
  readonly strictFields: boolean;
  /** Null for the address that the server listens on. */
  readonly publicUrl: string | null;
  /** Allowed hosts besides addresses, localhost, names without dots and the public URL's host. */
  readonly allowedHosts: readonly string[];
  readonly auth: 'open' | 'strict';
  /** API calls per user and hour; null for any number. */
  readonly rateLimit: number | null;
  /** The content of an empty folder: `demo`, `none`, the name of a file, or the seed itself. */
  readonly seed: string | object;
  readonly logFormat: 'pretty' | 'json';
  /** Whether a push to a repository that does not exist creates it; null for yes with `open`, no with `strict`. */
  readonly createOnPush: boolean | null;
  /** The time of the frozen clock; null for the system's time. */
  readonly clock: Date | null;
  /** The dialect of hooks that name none. */
  readonly dialect: string;
  /** The time limit of a delivery, in milliseconds. */
  readonly timeoutMs: number;
  /** The delay before each retry, in milliseconds. */
  readonly retryDelaysMs: readonly number[];
  /** The largest part by which a delay is lengthened at random. */
  readonly jitter: number;
  /** Whether later deliveries of a hook wait for one that is retried, or pass it. */
  readonly order: 'strict' | 'pass';
  /** The statuses that count as delivered. */
  readonly success: readonly StatusRange[];
  /** When failing hooks are disabled; null for never. */
  readonly autoDisable: AutoDisable | null;
  /** How many hooks may trigger each other in a row. */
  readonly loopDepth: number;
  /** How many completed deliveries are kept per hook; Infinity for all. */
  readonly keepDeliveries: number;
  /** How long deliveries and events are kept, in milliseconds; Infinity for ever. */
  readonly keepForMs: number;
  /** How long a write waits while another process has locked the database, in milliseconds. */
  readonly lockWaitMs: number;
  /** Allowed targets of deliveries; null for all but those that are always forbidden. */
  readonly allowedTargets: AllowedTargets | null;
  /** PEM, one certificate each; trusted besides the usual ones. */
  readonly certificates: readonly string[];
  readonly proxies: Proxies | null;
  /** The PATH of git and its hooks. */
  readonly gitEnvironment: Readonly<Record<string, string>>;
}
