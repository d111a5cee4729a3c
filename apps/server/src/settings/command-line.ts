import { Command, CommanderError, Option } from 'commander';
import { StartError } from '../process/start-error.js';
import { flagOf, SETTINGS, variableOf, type Setting } from './settings-table.js';

/** `--help` or `--version` was answered with text. */
export interface Answer {
  readonly text: string;
}

/**
 * Parses the command line without checking values. Commander's own `env()` is not used: it reads `process.env`
 * itself, takes an empty variable for a value and any value of `ATOMGIT_MOCK_EPHEMERAL` for true, and its errors do
 * not name the variable first.
 * @returns the values by flag: `--port`
 * @throws StartError for an unknown flag
 */
export function readCommandLine(
  args: readonly string[],
  version: string,
): ReadonlyMap<string, string> | Answer {
  let text = '';
  const command = new Command('atomgit-mock')
    .description("A complete fake AtomGit server that sends AtomGit's webhooks.")
    .version(version)
    .helpOption('--help', 'show this text')
    .exitOverride()
    .configureOutput({ writeOut: (written) => (text += written), writeErr: () => undefined });
  for (const setting of Object.values(SETTINGS)) command.addOption(new Option(setting.flag, help(setting)));
  try {
    command.parse([...args], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return { text };
    throw new StartError(
      `${error.message.replace(/^error: /, '').replaceAll('\n', ' ')} (see atomgit-mock --help)`,
    );
  }
  const options = command.opts<Readonly<Record<string, string | true>>>();
  return new Map(
    Object.entries(SETTINGS).flatMap(([name, setting]) => {
      const value = options[name];
      return value === undefined ? [] : [[flagOf(setting), String(value)] as const];
    }),
  );
}

function help(setting: Setting<unknown>): string {
  const { default: value } = setting;
  const shownDefault = value === null || value === 'false' ? '' : ` (default: ${value})`;
  return `${setting.help}${shownDefault} [${variableOf(setting)}]`;
}
