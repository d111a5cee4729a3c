import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import Database from 'better-sqlite3';

/** Copies, locks, and the database, which is read as rows. */
const NOT_COMPARED = /^(snapshots\/|server\.lock|atomgit-mock\.sqlite)/;
const TABLES_NOT_COMPARED = ['migrations', 'generations'];

/** All rows and files with their content, a line or more for each. */
export const dataFolderState = (folder: string): string => [...files(folder), ...rows(folder)].join('\n');

const files = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => relative(folder, join(parentPath, name)))
    .filter((name) => !NOT_COMPARED.test(name))
    .sort()
    .map((name) => `${name} ${readFileSync(join(folder, name)).toString('latin1')}`);

function rows(folder: string): string[] {
  const database = new Database(join(folder, 'atomgit-mock.sqlite'), { readonly: true });
  try {
    const tables = database.prepare(`SELECT name FROM sqlite_master WHERE type = 'table'`).pluck().all();
    const restored = tables.map(String).filter((table) => !TABLES_NOT_COMPARED.includes(table));
    return restored.flatMap((table) => {
      // A counter that has counted nothing may have a row or not.
      const condition = table === 'sqlite_sequence' ? 'WHERE seq > 0' : '';
      const found = database.prepare(`SELECT * FROM "${table}" ${condition}`).all();
      return found.map((row) => `${table} ${JSON.stringify(row)}`).sort();
    });
  } finally {
    database.close();
  }
}
