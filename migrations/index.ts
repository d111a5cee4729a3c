import { FirstTables1764000000000 } from './1764000000000-first-tables.js';

/** The database's history, oldest first. */
export const MIGRATIONS = [FirstTables1764000000000] as const;
