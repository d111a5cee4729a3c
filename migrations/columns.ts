import type { TableColumnOptions } from 'typeorm';

/** Kinds of columns that SQLite and PostgreSQL both have. What a released migration makes of them must stay the same. */
export const id: TableColumnOptions = {
  name: 'id',
  type: 'integer',
  isPrimary: true,
  isGenerated: true,
  generationStrategy: 'increment',
};
export const integer = (name: string): TableColumnOptions => ({ name, type: 'integer' });
export const text = (name: string): TableColumnOptions => ({ name, type: 'text' });
export const flag = (name: string): TableColumnOptions => ({ name, type: 'boolean', default: false });
export const nullable = (column: TableColumnOptions): TableColumnOptions => ({ ...column, isNullable: true });
