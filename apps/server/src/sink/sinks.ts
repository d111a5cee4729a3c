import { Injectable } from '@nestjs/common';
import { Clock, ForgeError, quoted, type OnStateReplaced } from '#domain';
import { ControlLimits } from '../control/shared/control-limits.js';

/** An answer of a sink. */
export interface SinkAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly delayMs: number;
}

/** A request to a sink. */
export interface SunkRequest {
  readonly receivedAt: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** A sink, without the requests that it keeps. */
export interface ListedSink {
  readonly name: string;
  readonly requests: number;
  readonly bytes: number;
  readonly lastReceivedAt: string | null;
  readonly answers: readonly SinkAnswer[];
}

interface KeptRequest extends SunkRequest {
  /** Ascending across all sinks. */
  readonly serial: number;
  readonly bytes: number;
}

interface Sink {
  readonly requests: KeptRequest[];
  /** The size of all its requests. */
  bytes: number;
  /** The size of all its answers. */
  answerBytes: number;
  /** The last one is repeated. */
  answers: readonly SinkAnswer[];
}

const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;
const MOST_SINKS = 1_000;
/** The limit per sink; the oldest are removed first. */
const MOST_REQUESTS = 1_000;
/** The approximate size of an object besides its texts. */
const OVERHEAD = 500;
const OK: SinkAnswer = { status: 200, headers: {}, body: 'ok', delayMs: 0 };

/** Built-in receivers: they keep requests in memory and give configured answers. */
@Injectable()
export class Sinks implements OnStateReplaced {
  private readonly sinks = new Map<string, Sink>();
  private newest = 0;
  /** The size of all sinks' requests. */
  private bytes = 0;

  constructor(
    private readonly clock: Clock,
    private readonly limits: ControlLimits,
  ) {}

  /**
   * Keeps the request, and removes the oldest if there are too many.
   * @returns the answer
   * @throws ForgeError `invalid` for an invalid name
   */
  take(name: string, headers: Readonly<Record<string, string>>, body: Buffer): SinkAnswer {
    const sink = this.sink(name);
    this.newest += 1;
    const receivedAt = this.clock.now().toISOString();
    const bytes = body.length + textLength(headers) + OVERHEAD;
    sink.requests.push({ serial: this.newest, receivedAt, headers, body, bytes });
    sink.bytes += bytes;
    this.bytes += bytes;
    while (sink.requests.length > MOST_REQUESTS || sink.bytes > this.limits.sinkBytes) this.dropOldest(sink);
    while (this.bytes > this.limits.allSinksBytes) this.dropOldest(this.oldest());
    const [next = OK, ...later] = sink.answers;
    if (later.length > 0) sink.answers = later;
    return next;
  }

  /** Sets the answers: given one after another; the last one is repeated. */
  setAnswers(name: string, answers: readonly SinkAnswer[]): void {
    const sink = this.sink(name);
    const bytes = answers.reduce((sum, { body, headers }) => sum + answerBytes(body, headers), 0);
    const others = [...this.sinks.values()].reduce((sum, each) => sum + each.answerBytes, -sink.answerBytes);
    if (others + bytes > this.limits.allSinksBytes) {
      const most = `${this.limits.allSinksBytes} bytes`;
      throw new ForgeError('invalid', `the answers of all sinks would be larger than ${most}: delete a sink`);
    }
    sink.answers = answers;
    sink.answerBytes = bytes;
  }

  /** By name. */
  list(): readonly ListedSink[] {
    return [...this.sinks]
      .map(([name, { requests, bytes, answers }]) => ({
        name,
        requests: requests.length,
        bytes,
        lastReceivedAt: requests.at(-1)?.receivedAt ?? null,
        answers,
      }))
      .sort((a, b) => a.name.localeCompare(b.name));
  }

  /** Oldest first; none for an unknown sink. */
  *requests(name: string): Generator<SunkRequest> {
    const end = this.newest;
    for (let last = 0; ;) {
      const after = last;
      const next = this.sinks.get(name)?.requests.find(({ serial }) => serial > after);
      if (next === undefined || next.serial > end) return;
      yield next;
      last = next.serial;
    }
  }

  forgetRequests(name: string): void {
    const sink = this.sinks.get(name);
    if (sink === undefined) return;
    while (sink.requests.length > 0) this.dropOldest(sink);
  }

  /** Also removes its answers. */
  forget(name: string): void {
    this.forgetRequests(name);
    this.sinks.delete(name);
  }

  onStateReplaced(): void {
    for (const name of this.sinks.keys()) this.forget(name);
  }

  private dropOldest(sink: Sink): void {
    const { bytes = 0 } = sink.requests.shift() ?? {};
    sink.bytes -= bytes;
    this.bytes -= bytes;
  }

  /** The sink that has the oldest request of all. */
  private oldest(): Sink {
    const serialOf = ({ requests: [first] }: Sink) => first?.serial ?? Infinity;
    return [...this.sinks.values()].reduce((a, b) => (serialOf(b) < serialOf(a) ? b : a));
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
    const made: Sink = { requests: [], bytes: 0, answers: [OK], answerBytes: 0 };
    this.sinks.set(name, made);
    return made;
  }
}

const textLength = (headers: Readonly<Record<string, string>>): number =>
  Object.entries(headers).reduce((sum, [name, value]) => sum + name.length + value.length, 0);

const answerBytes = (body: string, headers: Readonly<Record<string, string>>): number =>
  Buffer.byteLength(body) + textLength(headers) + OVERHEAD;
