import { resolve } from 'node:path';
import { Command, CommanderError, Option } from 'commander';
import { z } from 'zod';
import { DEFAULT_DIALECT, DIALECT_NAMES } from '#payloads';
import type { AllowedTargets, DispatchTimings, Proxies, StatusRange } from '#dispatcher';
import type { AutoDisable } from '#webhooks';
import { allowedHosts, HOSTS_FORM } from './allowed-hosts.js';
import { allowedTargets, TARGETS_FORM } from './allowed-targets.js';
import { certificatesIn } from './certificates.js';
import { CONTROL_LIMITS, type ControlLimits } from './control-limits.js';
import { CLOCK_RANGE, isInClockRange } from '../control/clock/clock-range.js';
import { DURATION_FORM, durationMs } from './duration.js';
import { KEEP_DELIVERIES_FORM, KEEP_FOR_FORM, keptDeliveries, keptForMs } from './keeping.js';
import { PROXY_FORM, proxyUrl, withoutUserinfo } from './proxy-url.js';
import { RESTS_FORM, restDurations } from './rests.js';
import { RETRIES_FORM, retryDelays } from './retries.js';
import { StartError } from '../process/start-error.js';
import { STATUSES_FORM, statusRanges } from './status-ranges.js';

/** Node's timers take no more. */
const LONGEST_MS = 2 ** 31 - 1;

/** @param parse returns null for what is no such thing @param form what it looks like, for error messages */
const parsedBy = <T>(parse: (text: string) => T | null, form: string) =>
  z.string().transform((text, context) => {
    const value = parse(text);
    if (value !== null) return value;
    context.addIssue({ code: 'custom', message: `must be ${form}` });
    return z.NEVER;
  });

const duration = parsedBy((text) => {
  const ms = durationMs(text);
  return ms !== null && ms > 0 && ms <= LONGEST_MS ? ms : null;
}, DURATION_FORM);

const failures = z
  .string()
  .regex(/^(off|[1-9]\d{0,8})$/, 'must be off or a whole number from 1')
  .transform((text) => (text === 'off' ? null : Number(text)));

const depth = z
  .string()
  .regex(/^[1-9]\d{0,8}$/, 'must be a whole number from 1')
  .transform(Number);

const moment = z.iso
  .datetime({ offset: true, error: 'must be a time like 2024-11-09T09:49:53Z' })
  .transform((text) => new Date(text))
  .refine(isInClockRange, `must be ${CLOCK_RANGE}`);

const certificateFile = z.string().transform((file, context) => {
  try {
    return certificatesIn(file);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    context.addIssue({ code: 'custom', message: `must be a file of PEM certificates (${reason})` });
    return z.NEVER;
  }
});

const percent = z
  .string()
  .regex(/^(\d{1,2}|100)$/, 'must be a whole number from 0 to 100')
  .transform((text) => Number(text) / 100);

const flag = z.enum(['true', 'false'], 'must be true or false').transform((text) => text === 'true');

const oneOf = <const T extends readonly [string, ...string[]]>(...choices: T) =>
  z.enum(choices, `must be ${choices.join(' or ')}`);

const port = z
  .string()
  .regex(/^\d{1,5}$/, 'must be a whole number from 0 to 65535 (0 takes a free port)')
  .transform(Number)
  .refine((value) => value <= 65_535, 'must be a whole number from 0 to 65535 (0 takes a free port)');

const publicUrl = z
  .string()
  .refine(
    (text) => /^https?:\/\//.test(text) && URL.canParse(text) && !/[?#@]/.test(text),
    'must be an address such as https://git.example.com, without user name or query',
  );

/** Every setting: its flag, its schema, what it does and its default. The environment variable follows from the name. */
const SETTINGS = {
  host: {
    flag: '--host <host>',
    schema: z.string().min(1, 'must not be empty'),
    default: '127.0.0.1',
    help: 'address to listen on',
  },
  port: {
    flag: '--port <port>',
    schema: port,
    default: '3900',
    help: 'port to listen on; 0 takes a free one',
  },
  data: {
    flag: '--data <folder>',
    schema: z.string().min(1, 'must not be empty'),
    default: '.atomgit-mock',
    help: 'folder of the database and the bare repositories',
  },
  ephemeral: {
    flag: '--ephemeral',
    schema: flag,
    default: 'false',
    help: 'use a temporary folder and remove it at exit',
  },
  exitWithParent: {
    flag: '--exit-with-parent',
    schema: flag,
    default: 'false',
    help: 'stop when the process that started the server is gone',
  },
  publicUrl: {
    flag: '--public-url <url>',
    schema: publicUrl,
    default: undefined,
    help: 'address that payloads and answers show (default: where the server listens)',
  },
  allowHosts: {
    flag: '--allow-hosts <list>',
    schema: parsedBy(allowedHosts, HOSTS_FORM),
    default: undefined,
    help: `further hosts that requests may be for: ${HOSTS_FORM} (default: addresses, localhost, names without dots and that of the public URL)`,
  },
  auth: {
    flag: '--auth <mode>',
    schema: oneOf('open', 'strict'),
    default: 'open',
    help: 'open: anyone may do anything; strict: a valid token for everything',
  },
  seed: {
    flag: '--seed <seed>',
    schema: oneOf('demo', 'none'),
    default: 'demo',
    help: 'what an empty folder starts with: demo (repository demo/demo) or none',
  },
  logFormat: {
    flag: '--log-format <format>',
    schema: oneOf('pretty', 'json'),
    default: 'pretty',
    help: 'pretty or json',
  },
  createOnPush: {
    flag: '--create-on-push <boolean>',
    schema: flag,
    default: undefined,
    help: 'create a repository that is pushed to (default: true with --auth open, false with strict)',
  },
  clock: {
    flag: '--clock <time>',
    schema: moment,
    default: undefined,
    help: "time at which the server's clock stands still from the start (default: it goes)",
  },
  dialect: {
    flag: '--dialect <dialect>',
    schema: oneOf(...DIALECT_NAMES),
    default: DEFAULT_DIALECT.name,
    help: `how deliveries look when their hook does not say: ${DIALECT_NAMES.slice(0, -1).join(', ')} or ${DIALECT_NAMES.at(-1)}`,
  },
  retries: {
    flag: '--retries <schedule>',
    schema: parsedBy(retryDelays, RETRIES_FORM),
    default: 'none',
    help: `when a failed delivery is tried again: ${RETRIES_FORM}`,
  },
  jitter: {
    flag: '--jitter <percent>',
    schema: percent,
    default: '0',
    help: 'by how much a wait before another attempt may be longer, at random, in percent of itself',
  },
  order: {
    flag: '--order <order>',
    schema: oneOf('strict', 'pass'),
    default: 'strict',
    help: 'what later deliveries of a hook do while one waits to be tried again: wait (strict) or pass',
  },
  autoDisable: {
    flag: '--auto-disable <n>',
    schema: failures,
    default: 'off',
    help: 'how many failed attempts in a row make a hook rest: off or a whole number from 1',
  },
  rests: {
    flag: '--rests <list>',
    schema: parsedBy(restDurations, RESTS_FORM),
    default: '1m,10m,1h',
    help: `how long it rests, and how long after each further failure; one more disables it: ${RESTS_FORM}`,
  },
  loopDepth: {
    flag: '--loop-depth <n>',
    schema: depth,
    default: '10',
    help: 'how many hooks may trigger each other in a row until the chain is cut off',
  },
  timeout: {
    flag: '--timeout <duration>',
    schema: duration,
    default: '10s',
    help: 'how long one delivery may take',
  },
  success: {
    flag: '--success <statuses>',
    schema: parsedBy(statusRanges, STATUSES_FORM),
    default: '2xx',
    help: `which answers count as delivered: ${STATUSES_FORM}`,
  },
  keepDeliveries: {
    flag: '--keep-deliveries <count>',
    schema: parsedBy(keptDeliveries, KEEP_DELIVERIES_FORM),
    default: '500',
    help: `how many of the newest deliveries of each hook stay in the log: ${KEEP_DELIVERIES_FORM}`,
  },
  keepFor: {
    flag: '--keep-for <duration>',
    schema: parsedBy(keptForMs, KEEP_FOR_FORM),
    default: '7d',
    help: `how long deliveries and events stay in the log: ${KEEP_FOR_FORM}`,
  },
  lockWait: {
    flag: '--lock-wait <duration>',
    schema: duration,
    default: '5s',
    help: 'how long a write waits while another process has locked the database',
  },
  allowTargets: {
    flag: '--allow-targets <list>',
    schema: parsedBy(allowedTargets, TARGETS_FORM),
    default: undefined,
    help: `where deliveries may go: ${TARGETS_FORM} (default: everywhere but to link-local and metadata addresses)`,
  },
  ca: {
    flag: '--ca <file>',
    schema: certificateFile,
    default: undefined,
    help: 'PEM certificates to trust in receivers, besides the usual ones',
  },
  proxy: {
    flag: '--proxy <url>',
    schema: parsedBy((text) => (text === 'env' ? text : proxyUrl(text)), `${PROXY_FORM}, or env`),
    default: undefined,
    help: 'HTTP proxy that deliveries go through; env follows HTTP_PROXY, HTTPS_PROXY and NO_PROXY',
  },
} as const;

type SettingName = keyof typeof SETTINGS;

export interface Settings {
  readonly host: string;
  readonly port: number;
  /** Absolute path; null for a temporary folder that is removed at exit. */
  readonly data: string | null;
  /** Whether to stop when the process that started this one is gone. */
  readonly exitWithParent: boolean;
  /** Null follows the address that the server listens on. */
  readonly publicUrl: string | null;
  /** What requests may be for besides addresses, localhost, names without dots and the public URL's host. */
  readonly allowedHosts: readonly string[];
  readonly auth: 'open' | 'strict';
  readonly seed: 'demo' | 'none';
  readonly logFormat: 'pretty' | 'json';
  readonly createOnPush: boolean;
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
  readonly limits: ControlLimits;
  /** Others than the usual ones; only tests give any, no flag does. */
  readonly dispatchTimings?: Partial<DispatchTimings>;
  /** What git and its hooks get of the environment. */
  readonly gitEnvironment: Readonly<Record<string, string>>;
}

/** A question that was answered with text: `--help` or `--version`. */
export interface Answer {
  readonly text: string;
}

const variableOf = (name: string): string => `ATOMGIT_MOCK_${name.replace(/[A-Z]/g, '_$&').toUpperCase()}`;

/**
 * Reads the command line and the environment; a flag wins over its variable.
 * @param args without the program's own name
 * @throws StartError that names the flag or variable and its value
 */
export function readSettings(
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
  version: string,
): Settings | Answer {
  const given = readFlags(args, version);
  if ('text' in given) return given;

  const read = <Name extends SettingName>(
    name: Name,
  ): z.output<(typeof SETTINGS)[Name]['schema']> | undefined => {
    const { schema, flag: shape, default: fallback } = SETTINGS[name];
    const fromFlag = given.values[name];
    const fromVariable = environment[variableOf(name)] || undefined;
    const value = fromFlag ?? fromVariable ?? fallback;
    if (value === undefined) return undefined;
    const parsed = schema.safeParse(value);
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the union of all schemas is wider than this one's
    if (parsed.success) return parsed.data as z.output<(typeof SETTINGS)[Name]['schema']>;
    const source = fromFlag === undefined ? variableOf(name) : shape.split(' ')[0];
    const shown = JSON.stringify(withoutUserinfo(value));
    throw new StartError(`${source} ${parsed.error.issues[0]?.message}, but is ${shown}`);
  };

  const isEphemeral = read('ephemeral') ?? false;
  const folder = given.values.data ?? environment[variableOf('data')];
  if (isEphemeral && folder) {
    const source = given.values.data === undefined ? variableOf('data') : '--data';
    throw new StartError(
      `--ephemeral uses a temporary folder, so it does not go together with ${source} ${JSON.stringify(folder)}`,
    );
  }
  const auth = read('auth') ?? 'open';
  const after = read('autoDisable') ?? null;
  const restsMs = read('rests') ?? [];
  return {
    host: read('host') ?? '127.0.0.1',
    port: read('port') ?? 3900,
    data: isEphemeral ? null : resolve(read('data') ?? '.atomgit-mock'),
    exitWithParent: read('exitWithParent') ?? false,
    publicUrl: read('publicUrl') ?? null,
    allowedHosts: read('allowHosts') ?? [],
    auth,
    seed: read('seed') ?? 'demo',
    logFormat: read('logFormat') ?? 'pretty',
    createOnPush: read('createOnPush') ?? auth === 'open',
    clock: read('clock') ?? null,
    dialect: read('dialect') ?? DEFAULT_DIALECT.name,
    timeoutMs: read('timeout') ?? 10_000,
    retryDelaysMs: read('retries') ?? [],
    jitter: read('jitter') ?? 0,
    order: read('order') ?? 'strict',
    success: read('success') ?? [{ lowest: 200, highest: 299 }],
    autoDisable: after === null ? null : { after, restsMs },
    loopDepth: read('loopDepth') ?? 10,
    keepDeliveries: read('keepDeliveries') ?? 500,
    keepForMs: read('keepFor') ?? 7 * 86_400_000,
    lockWaitMs: read('lockWait') ?? 5_000,
    allowedTargets: read('allowTargets') ?? null,
    certificates: read('ca') ?? [],
    proxies: proxiesOf(read('proxy'), environment),
    limits: CONTROL_LIMITS,
    gitEnvironment: pick(environment, ['PATH']),
  };
}

/** The process's own words and surroundings; the only place that looks at them. */
export const settingsOfThisProcess = (version: string): Settings | Answer =>
  readSettings(process.argv.slice(2), process.env, version);

/** @throws StartError when the environment is asked and what it has cannot be used */
function proxiesOf(given: string | undefined, environment: NodeJS.ProcessEnv): Proxies | null {
  if (given === undefined) return null;
  if (given !== 'env') return { http: given, https: given, exceptions: '' };
  const variable = (name: string) => environment[name.toLowerCase()] || environment[name] || null;
  const proxyIn = (name: string) => {
    const value = variable(name);
    const url = value === null ? null : proxyUrl(value);
    if (value === null || url !== null) return url;
    const shown = JSON.stringify(withoutUserinfo(value));
    throw new StartError(`${name} must be ${PROXY_FORM}, as --proxy is env, but is ${shown}`);
  };
  const [http, https] = [proxyIn('HTTP_PROXY'), proxyIn('HTTPS_PROXY')];
  return http === null && https === null ? null : { http, https, exceptions: variable('NO_PROXY') ?? '' };
}

function readFlags(
  args: readonly string[],
  version: string,
): { values: Partial<Record<SettingName, string>> } | Answer {
  let text = '';
  const command = new Command('atomgit-mock')
    .description("A complete fake AtomGit server that sends AtomGit's webhooks.")
    .version(version)
    .helpOption('--help', 'show this text')
    .exitOverride()
    .configureOutput({ writeOut: (written) => (text += written), writeErr: () => undefined });
  for (const [name, setting] of Object.entries(SETTINGS)) {
    const fallback =
      setting.default === undefined || setting.default === 'false' ? '' : ` (default: ${setting.default})`;
    command.addOption(new Option(setting.flag, `${setting.help}${fallback} [${variableOf(name)}]`));
  }
  try {
    command.parse([...args], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return { text };
    throw new StartError(
      `${error.message.replace(/^error: /, '').replaceAll('\n', ' ')} (see atomgit-mock --help)`,
    );
  }
  const options = command.opts<Partial<Record<SettingName, string | true>>>();
  return {
    values: Object.fromEntries(Object.entries(options).map(([name, value]) => [name, String(value)])),
  };
}

function pick(environment: NodeJS.ProcessEnv, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = environment[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}
