import type { LoggerService } from '@nestjs/common';
import { isError, Loggers, type Logger } from '#domain';

type Level = 'info' | 'warn' | 'error';

const MOMENT_MS = 5;

/** Nest's own start messages help nobody here. */
const UNINTERESTING = new Set([
  'NestFactory',
  'InstanceLoader',
  'RoutesResolver',
  'RouterExplorer',
  'NestApplication',
  'TypeOrmModule',
]);

/** Standard output is for the start's banner. */
export const writeToStderr = (lines: string): void => console.error(lines);

/** Writes the log, to standard error by default. */
export class StderrLogger extends Loggers implements LoggerService {
  private lines: string[] = [];

  constructor(
    private readonly format: 'pretty' | 'json',
    private readonly out: (lines: string) => void = writeToStderr,
  ) {
    super();
  }

  override of(part: string): Logger {
    return {
      log: (line) => this.log(line, part),
      warn: (line) => this.warn(line, part),
      error: (line) => this.error(line, part),
    };
  }

  log(message: unknown, ...rest: unknown[]): void {
    const context = contextOf(rest);
    if (!UNINTERESTING.has(context)) this.write('info', message, context);
  }

  warn(message: unknown, ...rest: unknown[]): void {
    this.write('warn', message, contextOf(rest));
  }

  error(message: unknown, ...rest: unknown[]): void {
    this.write('error', message, contextOf(rest));
  }

  private write(level: Level, message: unknown, context: string): void {
    const text = isError(message) ? (message.stack ?? message.message) : String(message);
    const time = new Date().toISOString();
    const line =
      this.format === 'json'
        ? JSON.stringify({ time, level, context, message: text })
        : `${time.slice(11, 23)} ${level === 'info' ? '' : `${level} `}${context}: ${text}`;
    // A write to a terminal or pipe blocks, so lines are batched.
    if (this.lines.length === 0) setTimeout(() => this.flush(), MOMENT_MS);
    this.lines.push(line);
  }

  /** Writes pending lines; call it before the process ends. */
  flush(): void {
    if (this.lines.length > 0) this.out(this.lines.join('\n'));
    this.lines = [];
  }
}

const contextOf = (rest: readonly unknown[]): string => {
  const last = rest.at(-1);
  return typeof last === 'string' ? last : 'server';
};
