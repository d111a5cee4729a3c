import { FirstTables1764000000000 } from './1764000000000-first-tables.js';
import { MergeRequestsAndNotes1795000000000 } from './1795000000000-merge-requests-and-notes.js';

/** The database's history, oldest first. */
export const MIGRATIONS = [FirstTables1764000000000, MergeRequestsAndNotes1795000000000] as const;
