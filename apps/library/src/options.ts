import { settingsOf, type SettingName, type Settings } from '#server';

/**
 * How a server is to be, by the names of the command's flags. What is left out is as the command has it, but that a free port
 * and a temporary folder are taken. Durations are text such as `500ms`, `10s` or `2h`.
 * @example
 * await startAtomGit({ auth: 'strict', clock: '2026-01-01T00:00:00Z', retries: 'fast' });
 */
export interface AtomGitOptions {
  /** Where to listen; `127.0.0.1`. */
  readonly host?: string;
  /** A free one, unless given. */
  readonly port?: number;
  /** A folder that stays; without it, a temporary one that is gone after `stop`. */
  readonly data?: string;
  /**
   * What an empty folder starts with: `demo` (the default: user `atomgit`, repository `demo/demo`), `none`, a file of YAML or
   * JSON, or the seed itself: see docs/seed.md.
   */
  readonly seed?: string | object;
  /** The token of the user `atomgit`, where the seed gives them another one. */
  readonly token?: string;
  /** `open` (the default): anyone may do anything; `strict`: a valid token for everything. */
  readonly auth?: 'open' | 'strict';
  /** Whether the API refuses fields that it does not know. */
  readonly strictFields?: boolean;
  /** How many calls of the API a user may make in an hour; `off`. */
  readonly rateLimit?: number | 'off';
  /** The time at which the server's clock stands still from the start. */
  readonly clock?: Date | string;
  /** How deliveries look when their hook does not say; `documented`. */
  readonly dialect?: string;
  /** When a failed delivery is tried again: `none` (the default), `fast`, `svix` or a list of waits such as `1s,10s`. */
  readonly retries?: string;
  /** By how much such a wait may be longer, at random, in percent of itself; 0. */
  readonly jitter?: number;
  /** What later deliveries of a hook do while one waits to be tried again; `strict`: wait. */
  readonly order?: 'strict' | 'pass';
  /** How many failed attempts in a row make a hook rest; `off`. */
  readonly autoDisable?: number | 'off';
  /** How long it rests, and how long after each further failure; `1m,10m,1h`. */
  readonly rests?: string;
  /** How many hooks may trigger each other in a row; 10. */
  readonly loopDepth?: number;
  /** How long one delivery may take; `10s`. */
  readonly timeout?: string;
  /** Which answers count as delivered; `2xx`. */
  readonly success?: string;
  /** How many of the newest deliveries of each hook stay in the log; 500. */
  readonly keepDeliveries?: number | 'all';
  /** How long deliveries and events stay in the log; `7d`. */
  readonly keepFor?: string;
  /** How long a write waits while another process has locked the database; `5s`. */
  readonly lockWait?: string;
  /** Where deliveries may go: addresses, ranges and names with commas between them; everywhere. */
  readonly allowTargets?: string;
  /** A file of PEM certificates to trust in receivers. */
  readonly ca?: string;
  /** An HTTP proxy for deliveries. */
  readonly proxy?: string;
  /** The address that payloads and answers show; where the server listens. */
  readonly publicUrl?: string;
  /** Further names under which the server is asked, with commas between them. */
  readonly allowHosts?: string;
  /** Whether a push to an unknown repository creates it; as a rule with `open`, not with `strict`. */
  readonly createOnPush?: boolean;
  /** Takes the lines of the server's log, which is silent otherwise: `console.error`, say. */
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
