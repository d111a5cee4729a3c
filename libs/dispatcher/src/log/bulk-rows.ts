import type { EntityManager, EntityTarget, ObjectLiteral } from 'typeorm';

/*
 * Statements for many rows at once. TypeORM's own builders name every value one by one, which for a thousand deliveries
 * took longer than sending them.
 */

/** Rows per statement: few different statements, so that all of them stay prepared, and below every database's limit. */
const CHUNKS = [256, 64, 16, 4, 1] as const;

/**
 * @param rows with a value for every column that is not generated
 * @returns the generated ids, in the order of the rows
 */
export async function insertRows<Row extends ObjectLiteral>(
  tx: EntityManager,
  entity: EntityTarget<Row>,
  rows: readonly Omit<Row, 'id'>[],
): Promise<readonly number[]> {
  const { driver } = tx.dataSource;
  const { tablePath, columns } = tx.dataSource.getMetadata(entity);
  const written = columns.filter((column) => !column.isGenerated);
  const names = written.map((column) => driver.escape(column.databaseName)).join(', ');
  const ids: number[] = [];
  let start = 0;
  for (const size of CHUNKS) {
    for (; rows.length - start >= size; start += size) {
      const chunk = rows.slice(start, start + size);
      const tuple = (row: number) =>
        `(${written.map((_, column) => driver.createParameter('', row * written.length + column)).join(', ')})`;
      const values = chunk.flatMap((row) =>
        written.map((column) => driver.preparePersistentValue(Reflect.get(row, column.propertyName), column)),
      );
      const sql = `INSERT INTO ${driver.escape(tablePath)} (${names}) VALUES ${chunk.map((_, row) => tuple(row)).join(', ')} RETURNING ${driver.escape('id')}`;
      const inserted = await tx.query<{ id: number }[]>(sql, values);
      // Ids grow with every row; databases do not promise the order of returned rows.
      ids.push(...inserted.map(({ id }) => id).sort((a, b) => a - b));
    }
  }
  return ids;
}

/** Gives the rows of these ids the same values in some columns. */
export async function updateRows<Row extends ObjectLiteral>(
  tx: EntityManager,
  entity: EntityTarget<Row>,
  ids: readonly number[],
  changes: Partial<Row>,
): Promise<void> {
  const { driver } = tx.dataSource;
  const { tablePath, columns } = tx.dataSource.getMetadata(entity);
  const written = columns.filter((column) => column.propertyName in changes);
  const values = written.map((column) =>
    driver.preparePersistentValue(Reflect.get(changes, column.propertyName), column),
  );
  const assignments = written.map(
    (column, index) => `${driver.escape(column.databaseName)} = ${driver.createParameter('', index)}`,
  );
  for (let start = 0; start < ids.length; start += CHUNKS[0]) {
    const chunk = filledUp(ids.slice(start, start + CHUNKS[0]));
    const parameters = chunk.map((_, index) => driver.createParameter('', written.length + index));
    const sql = `UPDATE ${driver.escape(tablePath)} SET ${assignments.join(', ')} WHERE ${driver.escape('id')} IN (${parameters.join(', ')})`;
    await tx.query(sql, [...values, ...chunk]);
  }
}

/** Repeats an id until one of the prepared statements fits. */
function filledUp(ids: readonly number[]): readonly number[] {
  const size = CHUNKS.findLast((chunk) => chunk >= ids.length) ?? CHUNKS[0];
  return [...ids, ...Array.from({ length: size - ids.length }, () => ids[0] ?? 0)];
}
