import { join } from 'node:path';
import { RememberedFiles } from '../files/remembered-files.js';

/** What a repository's own configuration means to pushes. */
export interface PushConfig {
  /** Whether git would advertise to pushes what we do: all refs but those of merge requests, and the usual capabilities. */
  readonly isUsual: boolean;
  /** Whether moves of refs are written down with who made them. */
  readonly keepsReflogs: boolean;
}

/** What decides what git advertises to a push, with the only value that we know what to make of; `null` when there is none. */
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
/** Sections that lead to other files, or change what a repository is. */
const UNUSUAL = /^(include|includeif|extensions)\./;

/** Who can't tell lets git say. */
const IN_DOUBT: PushConfig = { isUsual: false, keepsReflogs: true };

/** How many repositories' files are remembered. */
const MOST_FOLDERS = 64;

const files = new RememberedFiles(read, MOST_FOLDERS);

/** A file that is as it was is not read again. */
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
 * The entries of a configuration that is spelled as git spells it; null for any other, which only git itself should read.
 * @returns names in lower case, but for what stands in quotes
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
