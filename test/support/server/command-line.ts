import { readSettings } from '../../../apps/server/src/settings/read-settings.js';
import { StartError } from '../../../apps/server/src/process/start-error.js';
import { start } from './start.js';

type Environment = Readonly<Record<string, string>>;

/** What the command would say before it ends, without a process. Throws when nothing is wrong. */
export function refusalOf(args: readonly string[], environment: Environment = {}): StartError {
  try {
    readSettings(args, environment, 'any');
  } catch (error) {
    if (error instanceof StartError) return error;
    throw error;
  }
  throw new Error(`nothing is wrong with ${args.join(' ')}`);
}

/** A server of this process, set as the command would be: a process of its own takes five times as long to start. */
export function startAsCommand(args: readonly string[], environment: Environment = {}) {
  const read = readSettings(args, environment, 'any');
  if ('text' in read) throw new Error(`${args.join(' ')} only prints: ${read.text}`);
  const { host: _host, port: _port, data: _data, gitEnvironment: _git, ...settings } = read;
  return start({ settings });
}
