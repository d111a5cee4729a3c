import { StartError } from '../process/start-error.js';
import { databaseFile } from './data-source-options.js';
import { rootCodeOf, storageErrorOf } from './storage-error-of.js';

/** What the user can do about it. */
function advice(code: string): string {
  switch (code) {
    case 'SQLITE_CORRUPT':
    case 'SQLITE_NOTADB':
      return 'put a copy of it back, or choose another folder with --data';
    case 'SQLITE_BUSY':
    case 'SQLITE_LOCKED':
    case 'SQLITE_PROTOCOL':
      return 'end that process, and start again';
    case 'SQLITE_FULL':
    case 'ENOSPC':
    case 'EDQUOT':
      return 'free some space, and start again';
    default:
      return 'choose another folder with --data, or mend that and start again';
  }
}

/** @returns one sentence for an error of disk or database; null for any other */
export function startRefusal(error: unknown, dataFolder: string): StartError | null {
  const storageError = storageErrorOf(error);
  if (storageError === null) return null;
  const code = rootCodeOf(storageError.cause);
  const what = code.startsWith('SQLITE_')
    ? `database ${databaseFile(dataFolder)} cannot be read or written`
    : `data folder ${dataFolder} cannot be used`;
  return new StartError(`the ${what}, because ${storageError.why}; ${advice(code)}`);
}
