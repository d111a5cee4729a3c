import type { AllowedTargets, Proxies, StatusRange } from '#dispatcher';
import type { AutoDisable } from '#webhooks';

export interface Settings {
  readonly host: string;
  readonly port: number;
  /** Absolute path; null for a temporary folder that is removed at exit. */
  readonly data: string | null;
  /** Whether to stop when the process that started this one is gone. */
  readonly exitWithParent: boolean;
  /** Whether bodies of the API with fields that it does not know are refused. */
  readonly strictFields: boolean;
  /** Null follows the address that the server listens on. */
  readonly publicUrl: string | null;
  /** What requests may be for besides addresses, localhost, names without dots and the public URL's host. */
  readonly allowedHosts: readonly string[];
  readonly auth: 'open' | 'strict';
  /** How many calls of the API a user may make in an hour; null for any number. */
  readonly rateLimit: number | null;
  /** What an empty folder starts with: `demo`, `none`, the name of a file, or the seed itself. */
  readonly seed: string | object;
  readonly logFormat: 'pretty' | 'json';
  /** Whether a push to a repository that does not exist creates it; null for yes with `open`, no with `strict`. */
  readonly createOnPush: boolean | null;
  /** At which the server's clock stands still; null for the system's time. */
  readonly clock: Date | null;
  /** How deliveries look when their hook does not say. */
  readonly dialect: string;
  /** How long one delivery may take, in milliseconds. */
  readonly timeoutMs: number;
  /** How long to wait before each further attempt of a delivery that failed, in milliseconds. */
  readonly retryDelaysMs: readonly number[];
  /** By what part of itself such a wait may be longer, at random. */
  readonly jitter: number;
  /** Whether later deliveries of a hook wait for one that is to be tried again, or pass it. */
  readonly order: 'strict' | 'pass';
  /** Which answers count as delivered. */
  readonly success: readonly StatusRange[];
  /** When hooks that fail are left alone; null for never. */
  readonly autoDisable: AutoDisable | null;
  /** How many hooks may trigger each other in a row. */
  readonly loopDepth: number;
  /** How many deliveries of a hook stay on record; Infinity for all. */
  readonly keepDeliveries: number;
  /** How long deliveries and events stay on record, in milliseconds; Infinity for ever. */
  readonly keepForMs: number;
  /** How long a write waits while another process has locked the database, in milliseconds. */
  readonly lockWaitMs: number;
  /** Where deliveries may go; null for everywhere but where they never go. */
  readonly allowedTargets: AllowedTargets | null;
  /** PEM, one certificate each, that are trusted besides the usual ones. */
  readonly certificates: readonly string[];
  readonly proxies: Proxies | null;
  /** What git and its hooks get of the environment. */
  readonly gitEnvironment: Readonly<Record<string, string>>;
}
