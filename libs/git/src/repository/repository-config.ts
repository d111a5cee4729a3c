import { join } from 'node:path';
import { FileCache } from '../files/file-cache.js';

/** The settings of a repository's own configuration that matter to pushes. */
export interface PushConfig {
  /**
   * Whether git would advertise to pushes what we do: all refs but those of merge requests, and the usual
   * capabilities.
   */
  readonly isUsual: boolean;
  /** Whether the repository keeps reflogs. */
  readonly keepsReflogs: boolean;
}

/** The settings that affect git's advertisement, with the only value that is supported here; `null` for unset. */
const ADVERTISED: ReadonlyMap<string, string | null> = new Map([
  ['core.alternaterefscommand', 'true'],
  ['core.alternaterefsprefixes', null],
  ['receive.advertiseatomic', null],
  ['receive.advertisepushoptions', 'true'],
  ['receive.certnonceseed', null],
  ['receive.hiderefs', 'refs/merge-requests'],
  ['repack.usedeltabaseoffset', null],
  ['transfer.advertisesid', null],
  ['transfer.hiderefs', null],
]);
/** Sections that include other files, or change the repository's format. */
const UNUSUAL = /^(include|includeif|extensions)\./;

/** When in doubt, git is asked. */
const IN_DOUBT: PushConfig = { isUsual: false, keepsReflogs: true };

/** Repositories whose configuration is cached. */
const MOST_FOLDERS = 64;

const files = new FileCache(read, MOST_FOLDERS);

/** An unchanged file is not read again. */
export function pushConfig(folder: string): PushConfig {
  try {
    return files.read(join(folder, 'config'));
  } catch {
    return IN_DOUBT;
  }
}

function read(text: string): PushConfig {
  const entries = plainEntries(text);
  if (entries === null || entries.some(([name]) => UNUSUAL.test(name))) return IN_DOUBT;
  const valuesOf = (wanted: string) => entries.flatMap(([name, value]) => (name === wanted ? [value] : []));
  const isUsual = [...ADVERTISED].every(([name, usual]) => {
    const values = valuesOf(name);
    return usual === null ? values.length === 0 : values.length === 1 && values[0] === usual;
  });
  const reflogs = valuesOf('core.logallrefupdates').at(-1) ?? 'false';
  return { isUsual, keepsReflogs: reflogs !== 'false' };
}

const SECTION = /^\[([a-z0-9.-]+)(?: +"([^"\\]*)")?\]$/i;
const ENTRY = /^([a-z][a-z0-9-]*) *= *([^"\\#;]*)$/i;
const NOTHING = /^([#;].*)?$/;

/**
 * Parses a configuration in git's own spelling; null for any other, which only git itself should read.
 * @returns names in lower case, except quoted parts
 */
function plainEntries(text: string): readonly (readonly [name: string, value: string])[] | null {
  const entries: [string, string][] = [];
  let section = '';
  for (const line of text.split('\n').map((each) => each.trim())) {
    const [, name, subsection] = SECTION.exec(line) ?? [];
    const [, key, value] = ENTRY.exec(line) ?? [];
    if (name !== undefined) section = name.toLowerCase() + (subsection === undefined ? '' : `.${subsection}`);
    else if (key !== undefined && value !== undefined)
      entries.push([`${section}.${key.toLowerCase()}`, value]);
    else if (!NOTHING.test(line)) return null;
  }
  return entries;
}
