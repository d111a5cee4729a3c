/** Writes log lines of one part of the server. */
export interface Logger {
  log(line: string): void;
  warn(line: string): void;
  error(line: string): void;
}

/** The loggers of one server: each server in a process has its own, unlike Nest's `Logger`. */
export abstract class Loggers {
  /** @param part the prefix of each line: `push`, `delivery` */
  abstract of(part: string): Logger;
}
