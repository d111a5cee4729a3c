import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { DispatchTimings } from '#dispatcher';
import { writeToStderr } from './process/logger.js';
import { CONTROL_LIMITS, type ControlLimits } from './control/shared/control-limits.js';

/** Values that users cannot set: times and sizes; tests override them. */
export interface Internals {
  readonly limits: ControlLimits;
  /** Overrides of `DISPATCH_TIMINGS`. */
  readonly dispatchTimings: Partial<DispatchTimings>;
  /** The time limit of `stop` for answers under way, in milliseconds. */
  readonly stopGraceMs: number;
  /**
   * The result of a check of git that has been started already: a problem, or null; without it, git is checked at the
   * start.
   */
  readonly gitCheck?: Promise<string | null>;
  /** An existing temporary folder, which its creator removes. */
  readonly temporaryFolder?: string;
  /** The folder of the built page. */
  readonly webFolder: string;
  /** Gets the application before its routes exist; tests compare its answers with its documentation. */
  readonly observe: (app: NestFastifyApplication) => void;
  /** Receives the lines of the log. */
  readonly writeLog: (lines: string) => void;
}

export const INTERNALS: Internals = {
  limits: CONTROL_LIMITS,
  dispatchTimings: {},
  stopGraceMs: 10_000,
  webFolder: join(import.meta.dirname, 'web'),
  observe: () => {},
  writeLog: writeToStderr,
};
