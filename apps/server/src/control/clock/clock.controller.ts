import { Body, Delete, Get, HttpCode, Post, Put } from '@nestjs/common';
import { z } from 'zod';
import { ForgeError } from '#domain';
import { ControlController } from '../shared/control-controller.js';
import { CLOCK_RANGE, isInClockRange } from './clock-range.js';
import { instant, knownFields, lenientBoolean, requiredDuration } from '../../rest/shared/schemas.js';
import { SettableClock } from './settable-clock.js';
import { Answers } from '../../rest/shared/answers.js';
import { Summary } from '../../http/described.js';

const LONGEST_STEP_MS = 100 * 365 * 24 * 3_600_000;

const BODY = 'the body must be a JSON object or a form';

/** `time` is the former name of `now`. */
const Setting = knownFields({ now: instant, time: instant, frozen: lenientBoolean }, BODY)
  .transform(({ now, time = now, frozen }) => ({ time, frozen }))
  .refine(
    ({ time, frozen }) => time !== undefined || frozen !== undefined,
    'time or frozen is missing: give a time, {"frozen":true}, or both',
  );
type Setting = z.output<typeof Setting>;

const Step = knownFields(
  { by: requiredDuration(LONGEST_STEP_MS, 'is missing: say how far, such as 5m') },
  BODY,
);
type Step = z.output<typeof Step>;

const ClockJson = () => z.strictObject({ now: z.string(), frozen: z.boolean() });
type ClockJson = z.output<ReturnType<typeof ClockJson>>;

/** The server's clock: payload times, retries, retention and disabled hooks follow it. */
@ControlController('clock')
export class ClockController {
  constructor(private readonly clock: SettableClock) {}

  @Get()
  @Summary("Shows the server's time")
  @Answers(ClockJson)
  get(): ClockJson {
    return { now: this.clock.now().toISOString(), frozen: this.clock.isFrozen };
  }

  /** Fields that are left out stay unchanged. */
  @Put()
  @Summary('Sets or freezes the clock')
  @Answers(ClockJson)
  set(@Body({ schema: Setting }) { time, frozen }: Setting) {
    const isToStand = frozen ?? this.clock.isFrozen;
    this.clock.set(possible(time ?? this.clock.now()), isToStand ? 'frozen' : 'running');
    return this.get();
  }

  /** What comes due on the way happens at once, at the time that it is then. */
  @Post('advance')
  @Summary('Moves the clock forward; what becomes due happens at once')
  @Answers(ClockJson)
  @HttpCode(200)
  advance(@Body({ schema: Step }) { by: byMs }: Step) {
    const state = this.clock.isFrozen ? 'frozen' : 'running';
    this.clock.set(possible(new Date(this.clock.now().getTime() + byMs)), state);
    return this.get();
  }

  /** Returns to the system's time. */
  @Delete()
  @Summary("Returns to the machine's time")
  @Answers(ClockJson)
  reset() {
    this.clock.reset();
    return this.get();
  }
}

/** @throws ForgeError `invalid` */
function possible(time: Date): Date {
  if (isInClockRange(time)) return time;
  throw new ForgeError('invalid', `the clock goes ${CLOCK_RANGE}: it cannot be ${time.toISOString()}`);
}
