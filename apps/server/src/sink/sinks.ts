import { Injectable } from '@nestjs/common';
import { Clock, ForgeError, quoted } from '#domain';

/** What a sink is told to answer. */
export interface SinkAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly delayMs: number;
}

/** A request as a sink got it. */
export interface SunkRequest {
  readonly receivedAt: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

interface Sink {
  readonly requests: SunkRequest[];
  /** The last one is given again and again. */
  answers: readonly SinkAnswer[];
}

const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;
const MOST_SINKS = 1_000;
/** Of each sink; the oldest go first. */
const MOST_REQUESTS = 1_000;
const OK: SinkAnswer = { status: 200, headers: {}, body: 'ok', delayMs: 0 };

/** Receivers for those who have none: they keep what they are sent, in memory, and answer as they are told. */
@Injectable()
export class Sinks {
  private readonly sinks = new Map<string, Sink>();

  constructor(private readonly clock: Clock) {}

  /** Keeps the request. @returns what to answer @throws ForgeError `invalid` for a name that cannot be */
  take(name: string, headers: Readonly<Record<string, string>>, body: Buffer): SinkAnswer {
    const sink = this.sink(name);
    sink.requests.push({ receivedAt: this.clock.now().toISOString(), headers, body });
    if (sink.requests.length > MOST_REQUESTS) sink.requests.shift();
    const [next = OK, ...later] = sink.answers;
    if (later.length > 0) sink.answers = later;
    return next;
  }

  /** One answer for all requests, or one after another and the last for all that follow. */
  tell(name: string, answers: readonly SinkAnswer[]): void {
    this.sink(name).answers = answers;
  }

  /** Oldest first; none for a sink that nothing was sent to. */
  requests(name: string): readonly SunkRequest[] {
    return this.sinks.get(name)?.requests ?? [];
  }

  forgetRequests(name: string): void {
    this.sinks.get(name)?.requests.splice(0);
  }

  /** What it was told, too. */
  forget(name: string): void {
    this.sinks.delete(name);
  }

  private sink(name: string): Sink {
    const known = this.sinks.get(name);
    if (known !== undefined) return known;
    if (!NAME.test(name)) {
      throw new ForgeError(
        'invalid',
        `sink ${quoted(name)} is not a name: use letters, digits, ".", "_" and "-"`,
      );
    }
    if (this.sinks.size >= MOST_SINKS)
      throw new ForgeError('invalid', `there are ${MOST_SINKS} sinks: delete one first`);
    const made: Sink = { requests: [], answers: [OK] };
    this.sinks.set(name, made);
    return made;
  }
}
