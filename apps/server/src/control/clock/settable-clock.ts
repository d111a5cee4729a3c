import { Injectable } from '@nestjs/common';
import { Clock } from '#domain';
import { LATEST } from './clock-range.js';

/** The limit of Node's timers; a later alarm is set again. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

export interface ClockState {
  /** Ahead of the system's clock, in milliseconds. */
  readonly offsetMs: number;
  /** Milliseconds since 1970; null unless it is frozen. */
  readonly frozenAt: number | null;
}

interface Alarm {
  readonly time: number;
  readonly action: () => void;
  timer: NodeJS.Timeout | null;
}

/** The system's clock until it is set, frozen or moved forward. */
@Injectable()
export class SettableClock extends Clock {
  /** Ahead of the system's clock, in milliseconds. */
  private offset = 0;
  private frozenAt: number | null = null;
  private readonly alarms = new Set<Alarm>();

  override now(): Date {
    return new Date(this.time);
  }

  override get isFrozen(): boolean {
    return this.frozenAt !== null;
  }

  override at(time: Date, action: () => void): () => void {
    const alarm: Alarm = { time: time.getTime(), action, timer: null };
    this.alarms.add(alarm);
    this.wind(alarm);
    return () => this.forget(alarm);
  }

  /**
   * Fires the alarms that become due at once, earliest first.
   * @param time one that `isInClockRange`
   */
  set(time: Date, state: 'frozen' | 'running'): void {
    this.offset = time.getTime() - Date.now();
    this.frozenAt = state === 'frozen' ? time.getTime() : null;
    this.moved();
  }

  /** For `restore`. */
  get state(): ClockState {
    return { offsetMs: this.offset, frozenAt: this.frozenAt };
  }

  /** Restores an earlier state. */
  restore({ offsetMs, frozenAt }: ClockState): void {
    this.offset = offsetMs;
    this.frozenAt = frozenAt;
    this.moved();
  }

  /** Returns to the system's clock. */
  reset(): void {
    this.set(new Date(), 'running');
    this.offset = 0;
  }

  /** At the latest time it stops. */
  private get time(): number {
    return this.frozenAt ?? Math.min(Date.now() + this.offset, LATEST.getTime());
  }

  private moved(): void {
    const due = [...this.alarms].filter(({ time }) => time <= this.time).sort((a, b) => a.time - b.time);
    for (const alarm of due) this.ring(alarm);
    for (const alarm of this.alarms) this.wind(alarm);
  }

  private wind(alarm: Alarm): void {
    if (alarm.timer) clearTimeout(alarm.timer);
    alarm.timer = null;
    const isDue = alarm.time <= this.time;
    if (this.isFrozen && !isDue) return;
    const delayMs = isDue ? 0 : Math.min(alarm.time - this.time, LONGEST_TIMER_MS);
    alarm.timer = setTimeout(() => (alarm.time <= this.time ? this.ring(alarm) : this.wind(alarm)), delayMs);
    alarm.timer.unref();
  }

  private ring(alarm: Alarm): void {
    if (!this.alarms.has(alarm)) return;
    this.forget(alarm);
    alarm.action();
  }

  private forget(alarm: Alarm): void {
    if (alarm.timer) clearTimeout(alarm.timer);
    this.alarms.delete(alarm);
  }
}
