import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { DispatchTimings } from '#dispatcher';
import { writeToStderr } from './process/logger.js';
import { CONTROL_LIMITS, type ControlLimits } from './control/shared/control-limits.js';

/** What no user sets: times and sizes, of which tests give their own. */
export interface Internals {
  readonly limits: ControlLimits;
  /** What differs from `DISPATCH_TIMINGS`. */
  readonly dispatchTimings: Partial<DispatchTimings>;
  /** How long `stop` waits for answers under way, in milliseconds. */
  readonly stopGraceMs: number;
  /** What is wrong with git, or null, where it is being checked already; without it, it is checked at the start. */
  readonly gitCheck?: Promise<string | null>;
  /** Where the temporary folder lies, where somebody has made it already and looks after it. */
  readonly temporaryFolder?: string;
  /** Where the page lies that the build has made. */
  readonly webFolder: string;
  /** Is given the application before it has routes; tests hold what it answers against what it documents. */
  readonly observe: (app: NestFastifyApplication) => void;
  /** Takes the lines of the log. */
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
