import { codeup } from './codeup/index.js';
import type { Dialect, DialectHeaders } from './dialect.js';
import { documented } from './documented/index.js';
import { gitcode } from './gitcode/index.js';

/** The dialect when neither hook nor settings name one; the log of events shows its payloads. */
export const DEFAULT_DIALECT: Dialect = documented;

const OTHERS = [gitcode, codeup];
const DIALECTS: readonly Dialect[] = [DEFAULT_DIALECT, ...OTHERS];

export const DIALECT_NAMES: readonly [string, ...string[]] = [
  DEFAULT_DIALECT.name,
  ...OTHERS.map(({ name }) => name),
];

/** The dialect of that name; undefined when there is none. */
export const findDialect = (name: string): Dialect | undefined =>
  DIALECTS.find((dialect) => dialect.name === name);

export const DIALECT_HEADERS: readonly DialectHeaders[] = DIALECTS.map(({ headers }) => headers);

/** @param name one of `DIALECT_NAMES`; another name, stored by another version, means the default */
export const dialectNamed = (name: string): Dialect => findDialect(name) ?? DEFAULT_DIALECT;
