import { resolve } from 'node:path';
import { closest } from 'fastest-levenshtein';
import type { Proxies } from '#dispatcher';
import { withoutUserinfo } from '#domain';
import { StartError } from '../process/start-error.js';
import { readCommandLine, type Answer } from './command-line.js';
import { PROXY_FORM, proxyUrl } from './values/proxy-url.js';
import { flagOf, SETTINGS, variableOf, type Setting } from './settings-table.js';
import type { Settings } from './settings.js';

/** The command line's values by flag, and the environment. */
interface Given {
  readonly flags: ReadonlyMap<string, string>;
  readonly environment: NodeJS.ProcessEnv;
}

export type SettingName = keyof typeof SETTINGS;

/**
 * Settings given by a program, by their names in the table and spelled as on the command line. The environment is
 * ignored except for the PATH to git.
 * @throws StartError that names the flag and its value
 */
export function settingsOf(values: Readonly<Partial<Record<SettingName, string>>>): Settings {
  const settings = new Map<string, Setting<unknown>>(Object.entries(SETTINGS));
  const flags = Object.entries(values).map(([name, value]) => {
    const setting = settings.get(name);
    if (setting !== undefined) return [flagOf(setting), value] as const;
    throw new StartError(`there is no setting ${name}; did you mean ${closest(name, [...settings.keys()])}?`);
  });
  return settingsFrom({ flags: new Map(flags), environment: pick(process.env, ['PATH']) });
}

/** The command line and the environment of this process, which only this function reads. */
export const settingsOfThisProcess = (version: string): Settings | Answer =>
  readSettings(process.argv.slice(2), process.env, version);

/** The default settings. Git is found on the PATH of this process. */
export const defaultSettings = (): Settings => settingsOf({});

/**
 * Reads the command line and the environment; a flag overrides its variable.
 * @param args without the program's name
 * @throws StartError that names the flag or variable, and its value
 */
export function readSettings(
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
  version: string,
): Settings | Answer {
  const flags = readCommandLine(args, version);
  if ('text' in flags) return flags;
  requireKnownVariables(environment);
  return settingsFrom({ flags, environment });
}

/** @throws StartError for an unknown variable with our prefix */
function requireKnownVariables(environment: NodeJS.ProcessEnv): void {
  const known = Object.values(SETTINGS).map(variableOf);
  const odd = Object.keys(environment).find(
    (name) => name.startsWith('ATOMGIT_MOCK_') && !known.includes(name),
  );
  if (odd === undefined) return;
  throw new StartError(
    `there is no setting ${odd}; did you mean ${closest(odd, known)}? (see atomgit-mock --help)`,
  );
}

function settingsFrom(given: Given): Settings {
  const read = <Value>(setting: Setting<Value>): Value => valueOf(setting, given);

  const isEphemeral = read(SETTINGS.ephemeral);
  const folder = textOf(SETTINGS.data, given);
  if (isEphemeral && folder !== null && folder.text !== '') {
    const named = `${folder.source} ${JSON.stringify(folder.text)}`;
    throw new StartError(`--ephemeral uses a temporary folder, so it does not go together with ${named}`);
  }
  const after = read(SETTINGS.autoDisable);
  const backoffMs = read(SETTINGS.rests);
  return {
    host: read(SETTINGS.host),
    port: read(SETTINGS.port),
    data: isEphemeral ? null : resolve(read(SETTINGS.data)),
    exitWithParent: read(SETTINGS.exitWithParent),
    publicUrl: read(SETTINGS.publicUrl),
    allowedHosts: read(SETTINGS.allowHosts) ?? [],
    auth: read(SETTINGS.auth),
    strictFields: read(SETTINGS.strictFields),
    rateLimit: read(SETTINGS.rateLimit),
    seed: read(SETTINGS.seed),
    logFormat: read(SETTINGS.logFormat),
    createOnPush: read(SETTINGS.createOnPush),
    clock: read(SETTINGS.clock),
    dialect: read(SETTINGS.dialect),
    timeoutMs: read(SETTINGS.timeout),
    retryDelaysMs: read(SETTINGS.retries),
    jitter: read(SETTINGS.jitter),
    order: read(SETTINGS.order),
    success: read(SETTINGS.success),
    autoDisable: after === null ? null : { after, backoffMs },
    loopDepth: read(SETTINGS.loopDepth),
    keepDeliveries: read(SETTINGS.keepDeliveries),
    keepForMs: read(SETTINGS.keepFor),
    lockWaitMs: read(SETTINGS.lockWait),
    allowedTargets: read(SETTINGS.allowTargets),
    certificates: read(SETTINGS.ca) ?? [],
    proxies: proxiesOf(read(SETTINGS.proxy), given.environment),
    gitEnvironment: pick(given.environment, ['PATH']),
  };
}

function valueOf<Value>(setting: Setting<Value>, given: Given): Value {
  const found = textOf(setting, given);
  const text = found?.text ?? setting.default;
  const parsed = setting.type.safeParse(text);
  if (parsed.success) return parsed.data;
  const shown = JSON.stringify(withoutUserinfo(text ?? ''));
  throw new StartError(
    `${found?.source ?? flagOf(setting)} ${parsed.error.issues[0]?.message}, but is ${shown}`,
  );
}

/** @returns the given value and its flag or variable; an empty variable gives nothing */
function textOf(
  setting: Setting<unknown>,
  { flags, environment }: Given,
): { readonly source: string; readonly text: string } | null {
  const [flag, variable] = [flagOf(setting), variableOf(setting)];
  const fromFlag = flags.get(flag);
  if (fromFlag !== undefined) return { source: flag, text: fromFlag };
  const fromVariable = environment[variable] ?? '';
  return fromVariable === '' ? null : { source: variable, text: fromVariable };
}

/** @throws StartError when the environment's value is used and invalid */
function proxiesOf(given: string | null, environment: NodeJS.ProcessEnv): Proxies | null {
  if (given === null) return null;
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

function pick(environment: NodeJS.ProcessEnv, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = environment[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}
