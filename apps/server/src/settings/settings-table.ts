import type { z } from 'zod';
import { DEFAULT_DIALECT, DIALECT_NAMES } from '#payloads';
import { allowedHosts, HOSTS_FORM } from './values/allowed-hosts.js';
import { allowedTargets, TARGETS_FORM } from './values/allowed-targets.js';
import {
  KEEP_DELIVERIES_FORM,
  KEEP_FOR_FORM,
  keptDeliveryCount,
  keptForMs,
} from './values/retention-limits.js';
import { BACKOFF_FORM, backoffDurations } from './values/backoff.js';
import { RETRIES_FORM, retryDelays } from './values/retries.js';
import {
  certificateFile,
  depth,
  countOrOff,
  duration,
  flag,
  moment,
  oneOf,
  parsedBy,
  percent,
  port,
  proxy,
  publicUrl,
  seed,
  text,
} from './setting-types.js';
import { STATUSES_FORM, statusRanges } from './values/status-ranges.js';

export interface Setting<Value> {
  /** As `--help` shows it: `--port <port>`. */
  readonly flag: string;
  readonly type: z.ZodType<Value>;
  /** As on the command line; null when leaving it out has a meaning of its own. */
  readonly default: string | null;
  readonly help: string;
}

/** `--port` */
export const flagOf = ({ flag: shape }: Setting<unknown>): string => shape.replace(/ .*/, '');

/** `ATOMGIT_MOCK_PORT` */
export const variableOf = (setting: Setting<unknown>): string =>
  `ATOMGIT_MOCK_${flagOf(setting).slice(2).replaceAll('-', '_').toUpperCase()}`;

/** Every setting. The environment variable follows from the flag. */
export const SETTINGS = {
  host: {
    flag: '--host <host>',
    type: text,
    default: '127.0.0.1',
    help: 'address to listen on',
  },
  port: {
    flag: '--port <port>',
    type: port,
    default: '3900',
    help: 'port to listen on; 0 takes a free one',
  },
  data: {
    flag: '--data <folder>',
    type: text,
    default: '.atomgit-mock',
    help: 'folder of the database and the bare repositories',
  },
  ephemeral: {
    flag: '--ephemeral',
    type: flag,
    default: 'false',
    help: 'use a temporary folder and remove it at exit',
  },
  exitWithParent: {
    flag: '--exit-with-parent',
    type: flag,
    default: 'false',
    help: 'stop when the process that started the server is gone',
  },
  publicUrl: {
    flag: '--public-url <url>',
    type: publicUrl.nullable(),
    default: null,
    help: 'address that payloads and answers show (default: where the server listens)',
  },
  allowHosts: {
    flag: '--allow-hosts <list>',
    type: parsedBy(allowedHosts, HOSTS_FORM).nullable(),
    default: null,
    help: `further hosts that requests may be for: ${HOSTS_FORM} (default: addresses, localhost, names without dots and that of the public URL)`,
  },
  auth: {
    flag: '--auth <mode>',
    type: oneOf('open', 'strict'),
    default: 'open',
    help: 'open: anyone may do anything; strict: a valid token for everything',
  },
  strictFields: {
    flag: '--strict-fields',
    type: flag,
    default: 'false',
    help: 'refuse bodies of the API with fields that it does not know',
  },
  rateLimit: {
    flag: '--rate-limit <n>',
    type: countOrOff,
    default: 'off',
    help: 'how many calls of the API a user may make in an hour: off or a whole number from 1',
  },
  seed: {
    flag: '--seed <seed>',
    type: seed,
    default: 'demo',
    help: 'what an empty folder starts with: demo (repository demo/demo), none, or a file of YAML or JSON',
  },
  logFormat: {
    flag: '--log-format <format>',
    type: oneOf('pretty', 'json'),
    default: 'pretty',
    help: 'pretty or json',
  },
  createOnPush: {
    flag: '--create-on-push <boolean>',
    type: flag.nullable(),
    default: null,
    help: 'create a repository that is pushed to (default: true with --auth open, false with strict)',
  },
  clock: {
    flag: '--clock <time>',
    type: moment.nullable(),
    default: null,
    help: "time at which the server's clock stands still from the start (default: it goes)",
  },
  dialect: {
    flag: '--dialect <dialect>',
    type: oneOf(...DIALECT_NAMES),
    default: DEFAULT_DIALECT.name,
    help: `how deliveries look when their hook does not say: ${DIALECT_NAMES.slice(0, -1).join(', ')} or ${DIALECT_NAMES.at(-1)}`,
  },
  retries: {
    flag: '--retries <schedule>',
    type: parsedBy(retryDelays, RETRIES_FORM),
    default: 'none',
    help: `when a failed delivery is tried again: ${RETRIES_FORM}`,
  },
  jitter: {
    flag: '--jitter <percent>',
    type: percent,
    default: '0',
    help: 'by how much a wait before another attempt may be longer, at random, in percent of itself',
  },
  order: {
    flag: '--order <order>',
    type: oneOf('strict', 'pass'),
    default: 'strict',
    help: 'what later deliveries of a hook do while one waits to be tried again: wait (strict) or pass',
  },
  autoDisable: {
    flag: '--auto-disable <n>',
    type: countOrOff,
    default: 'off',
    help: 'how many failed attempts in a row make a hook rest: off or a whole number from 1',
  },
  rests: {
    flag: '--rests <list>',
    type: parsedBy(backoffDurations, BACKOFF_FORM),
    default: '1m,10m,1h',
    help: `how long it rests, and how long after each further failure; one more disables it: ${BACKOFF_FORM}`,
  },
  loopDepth: {
    flag: '--loop-depth <n>',
    type: depth,
    default: '10',
    help: 'how many hooks may trigger each other in a row until the chain is cut off',
  },
  timeout: {
    flag: '--timeout <duration>',
    type: duration,
    default: '10s',
    help: 'how long one delivery may take',
  },
  success: {
    flag: '--success <statuses>',
    type: parsedBy(statusRanges, STATUSES_FORM),
    default: '2xx',
    help: `which answers count as delivered: ${STATUSES_FORM}`,
  },
  keepDeliveries: {
    flag: '--keep-deliveries <count>',
    type: parsedBy(keptDeliveryCount, KEEP_DELIVERIES_FORM),
    default: '500',
    help: `how many of the newest deliveries of each hook stay in the log: ${KEEP_DELIVERIES_FORM}`,
  },
  keepFor: {
    flag: '--keep-for <duration>',
    type: parsedBy(keptForMs, KEEP_FOR_FORM),
    default: '7d',
    help: `how long deliveries and events stay in the log: ${KEEP_FOR_FORM}`,
  },
  lockWait: {
    flag: '--lock-wait <duration>',
    type: duration,
    default: '5s',
    help: 'how long a write waits while another process has locked the database',
  },
  allowTargets: {
    flag: '--allow-targets <list>',
    type: parsedBy(allowedTargets, TARGETS_FORM).nullable(),
    default: null,
    help: `where deliveries may go: ${TARGETS_FORM} (default: everywhere but to link-local and metadata addresses)`,
  },
  ca: {
    flag: '--ca <file>',
    type: certificateFile.nullable(),
    default: null,
    help: 'PEM certificates to trust in receivers, besides the usual ones',
  },
  proxy: {
    flag: '--proxy <url>',
    type: proxy.nullable(),
    default: null,
    help: 'HTTP proxy that deliveries go through; env follows HTTP_PROXY, HTTPS_PROXY and NO_PROXY',
  },
} as const satisfies Readonly<Record<string, Setting<unknown>>>;
