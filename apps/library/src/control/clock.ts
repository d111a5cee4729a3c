import type { Api } from '../http/api.js';

/** The state of the server's clock. */
export interface ClockState {
  /** ISO 8601, UTC. */
  readonly now: string;
  /** Whether it stands still. */
  readonly frozen: boolean;
}

/**
 * The server's clock: payload times, retries, retention and disabled hooks follow it.
 * @example
 * await atomgit.clock.freeze('2026-01-01T00:00:00Z');
 * await atomgit.clock.advance('2h'); // what comes due happens at once
 */
export class ServerClock {
  constructor(private readonly api: Api) {}

  /** The current time. */
  get(): Promise<ClockState> {
    return this.api.json('/_mock/clock');
  }

  /** Freezes it, now or at another time. */
  freeze(time?: Date | string): Promise<ClockState> {
    return this.put(time, true);
  }

  /** Sets it; it goes on from there. */
  set(time: Date | string): Promise<ClockState> {
    return this.put(time, false);
  }

  /**
   * Moves it forward.
   * @param by such as `90s`, `2h` or `7d`
   */
  advance(by: string): Promise<ClockState> {
    return this.api.json('/_mock/clock/advance', { method: 'POST', body: { by } });
  }

  /** Returns to the machine's time. */
  reset(): Promise<ClockState> {
    return this.api.json('/_mock/clock', { method: 'DELETE' });
  }

  private put(time: Date | string | undefined, frozen: boolean): Promise<ClockState> {
    return this.api.json('/_mock/clock', { method: 'PUT', body: { time, frozen } });
  }
}
