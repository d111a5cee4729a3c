import { join } from 'node:path';
import Database from 'better-sqlite3';

/** A table, and the columns that tell its rows apart. */
const TABLES = [
  { name: 'events', own: { key: `'copy-' || number` } },
  { name: 'payloads', own: { event_id: 'event_id + number' } },
  {
    name: 'deliveries',
    own: {
      uuid: `printf('00000000-0000-4000-8000-%012d', number)`,
      event_id: 'event_id + number',
      payload_id: 'payload_id + number',
      // No more of each hook than the log keeps.
      hook_id: 'hook_id + number % 200',
    },
  },
  { name: 'attempts', own: { delivery_id: 'delivery_id + number' } },
] as const;

/**
 * Copies the newest event of a log, with its one delivery, until there are so many: a hundred thousand pushes would take longer than all tests.
 * @param data the folder of a server that is not running
 */
export function copyDeliveries(data: string, count: number): void {
  const database = new Database(join(data, 'atomgit-mock.sqlite'));
  database.pragma('synchronous = off');
  database.transaction(() => {
    for (const { name, own } of TABLES) {
      const made = new Map<string, string>(Object.entries({ id: 'id + number', ...own }));
      const columns = (database.pragma(`table_info(${name})`) as { name: string }[]).map((row) => row.name);
      const values = columns.map((column) => made.get(column) ?? column);
      database
        .prepare(
          `WITH RECURSIVE numbers(number) AS (SELECT 1 UNION ALL SELECT number + 1 FROM numbers WHERE number < ?)
           INSERT INTO ${name} (${columns.join(', ')}) SELECT ${values.join(', ')} FROM numbers, (SELECT * FROM ${name} ORDER BY id DESC LIMIT 1)`,
        )
        .run(count - 1);
    }
  })();
  database.close();
}
