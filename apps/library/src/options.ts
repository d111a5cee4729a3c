import { settingsOf, type SettingName, type Settings } from '#server';

/**
 * The settings of a server, by the names of the command's flags, with the command's defaults except that a free port
 * and a temporary folder are taken. Durations are text such as `500ms`, `10s` or `2h`.
 * @example
 * await startAtomGit({ auth: 'strict', clock: '2026-01-01T00:00:00Z', retries: 'fast' });
 */
export interface AtomGitOptions {
  /** The address to listen on; `127.0.0.1`. */
  readonly host?: string;
  /** A free one, unless given. */
  readonly port?: number;
  /** A folder to keep; without it, a temporary one that is removed by `stop`. */
  readonly data?: string;
  /**
   * The content of an empty folder: `demo` (the default: user `atomgit`, repository `demo/demo`), `none`, a file of
   * YAML or JSON, or the seed itself: see docs/seed.md.
   */
  readonly seed?: string | object;
  /** The token of the user `atomgit`, if a seed in a file sets another one. */
  readonly token?: string;
  /** `open` (the default): anyone may do anything; `strict`: a valid token for everything. */
  readonly auth?: 'open' | 'strict';
  /** Whether the API refuses unknown fields. */
  readonly strictFields?: boolean;
  /** API calls per user and hour; `off`. */
  readonly rateLimit?: number | 'off';
  /** The time at which the server's clock is frozen from the start. */
  readonly clock?: Date | string;
  /** The dialect of hooks that name none; `documented`. */
  readonly dialect?: string;
  /** The retries of failed deliveries: `none` (the default), `fast`, `svix` or a list of delays such as `1s,10s`. */
  readonly retries?: string;
  /** The largest random extension of a delay, in percent; 0. */
  readonly jitter?: number;
  /** Whether later deliveries of a hook wait while one is retried; `strict`: they wait. */
  readonly order?: 'strict' | 'pass';
  /** Failed attempts in a row after which a hook is disabled temporarily; `off`. */
  readonly autoDisable?: number | 'off';
  /** For how long it is disabled then, and after each further failure; `1m,10m,1h`. */
  readonly rests?: string;
  /** How many hooks may trigger each other in a row; 10. */
  readonly loopDepth?: number;
  /** The time limit of a delivery; `10s`. */
  readonly timeout?: string;
  /** The statuses that count as delivered; `2xx`. */
  readonly success?: string;
  /** How many of each hook's newest deliveries stay in the log; 500. */
  readonly keepDeliveries?: number | 'all';
  /** How long deliveries and events stay in the log; `7d`. */
  readonly keepFor?: string;
  /** How long a write waits while another process has locked the database; `5s`. */
  readonly lockWait?: string;
  /** Allowed targets of deliveries: addresses, ranges and names, separated by commas; all when left out. */
  readonly allowTargets?: string;
  /** A file of PEM certificates of receivers to trust. */
  readonly ca?: string;
  /** An HTTP proxy for deliveries. */
  readonly proxy?: string;
  /** The address in payloads and answers; where the server listens when left out. */
  readonly publicUrl?: string;
  /** Further host names of the server, separated by commas. */
  readonly allowHosts?: string;
  /** Whether a push to an unknown repository creates it; by default with `open`, not with `strict`. */
  readonly createOnPush?: boolean;
  /** Receives the lines of the server's log, which is silent otherwise: `console.error`, say. */
  readonly log?: (lines: string) => void;
}

/** @throws Error that names the setting and its value */
export function settingsFrom({ log: _log, token: _token, seed, ...others }: AtomGitOptions): Settings {
  const options = typeof seed === 'object' ? others : { ...others, seed };
  const given = Object.entries({ port: 0, ...options } satisfies Partial<Record<SettingName, unknown>>);
  const values = given.flatMap(([name, value]) => (value === undefined ? [] : [[name, spelled(value)]]));
  const settings = settingsOf({
    ...Object.fromEntries(values),
    ...(options.data === undefined ? { ephemeral: 'true' } : {}),
  });
  return typeof seed === 'object' ? { ...settings, seed } : settings;
}

const spelled = (value: string | number | boolean | Date): string =>
  value instanceof Date ? value.toISOString() : String(value);
