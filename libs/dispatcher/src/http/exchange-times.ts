/** What the time of one request went into, in whole milliseconds. */
export interface Timings {
  readonly durationMs: number;
  /** Until there was a connection; null where nobody looked. */
  readonly connectMs: number | null;
  /** From there until the head of a response, or the end where none came; null where there was no connection. */
  readonly waitMs: number | null;
}

/** Begins when it is made. */
export class ExchangeTimes {
  private readonly start = performance.now();
  private connectedMs: number | null = null;
  private answeredMs: number | null = null;

  connected(): void {
    this.connectedMs = this.elapsedMs();
  }

  answered(): void {
    this.answeredMs ??= this.elapsedMs();
  }

  /** Now that it is over. */
  timings(): Timings {
    const durationMs = this.elapsedMs();
    if (this.connectedMs === null) return { durationMs, connectMs: durationMs, waitMs: null };
    const waitMs = (this.answeredMs ?? durationMs) - this.connectedMs;
    return { durationMs, connectMs: this.connectedMs, waitMs };
  }

  private elapsedMs(): number {
    return Math.round(performance.now() - this.start);
  }
}
