/** Writes lines under the name of a part of the server. */
export interface Logger {
  log(line: string): void;
  warn(line: string): void;
  error(line: string): void;
}

/** The log of one server: several of them in a process each have their own, which Nest's `Logger` has not. */
export abstract class Loggers {
  /** @param part as it stands before each line: `push`, `delivery` */
  abstract of(part: string): Logger;
}
