import { isError } from '#domain';
import type { RunningServer } from '../../create-server.js';
import type { StderrLogger } from '../logger.js';

/** The time limit of a stop after an error: nobody knows what still works. */
const LONGEST_STOP_MS = 20_000;

/** An earlier second signal is the same stop: `timeout`, for one, signals its child and then the group that the child is in. */
const SAME_STOP_MS = 100;

type Exit = (code: number) => void;

/**
 * The ways in which the process ends once it has begun to start, all of them in order: what is being answered is answered,
 * deliveries under way finish, a temporary folder is removed.
 *
 * - SIGTERM, SIGINT, the end of its terminal (SIGHUP), or of its parent where that was asked for: exit code 0. A second
 *   SIGTERM or SIGINT, a tenth of a second later or more, means now, 130.
 * - An error that nobody caught, thrown or as a rejected promise: it is logged with its stack, then the server stops in the
 *   same way, because what it left half-done is unknown. Exit code 1, after 20 seconds at most.
 */
export class Shutdown {
  /** When the stop began, in milliseconds. */
  private beganAt: number | null = null;
  private code = 0;

  constructor(
    private readonly starting: Promise<RunningServer>,
    private readonly logger: StderrLogger,
    private readonly exit: Exit,
    private readonly now = () => performance.now(),
  ) {}

  get hasBegun(): boolean {
    return this.beganAt !== null;
  }

  signalled(): void {
    if (this.beganAt === null) void this.stop();
    else if (this.now() - this.beganAt >= SAME_STOP_MS) this.exit(130);
  }

  /** A terminal may tell of its end twice, itself and by its shell: that is no second signal. */
  terminalIsGone(): void {
    if (!this.hasBegun) void this.stop();
  }

  parentIsGone(): void {
    this.logger.warn('the process that started this server is gone: it stops', 'server');
    if (!this.hasBegun) void this.stop();
  }

  /** @param error of whatever kind */
  uncaught(error: unknown): void {
    this.logger.error(`an error that nobody caught: ${stackOf(error)}`, 'server');
    this.code = 1;
    setTimeout(() => this.end(), LONGEST_STOP_MS).unref();
    if (!this.hasBegun) void this.stop();
  }

  private async stop(): Promise<void> {
    this.beganAt = this.now();
    try {
      const server = await this.starting;
      await server.stop();
    } catch (error) {
      this.logger.error(`the server could not stop in order: ${stackOf(error)}`, 'server');
      this.code = 1;
    }
    this.end();
  }

  private end(): void {
    this.logger.flush();
    this.exit(this.code);
  }
}

const stackOf = (error: unknown): string => (isError(error) ? (error.stack ?? error.message) : String(error));
