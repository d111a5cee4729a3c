import { Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { Dispatcher as Undici } from 'undici';
import { Clock, outOfResources, Loggers, type Logger } from '#domain';
import { answerTo, ClosedWhenReused, type Answer } from './answer.js';
import { DispatchSettings } from '../dispatch-settings.js';
import { NetworkPolicy } from './network/network-policy.js';
import { sendTruncated } from './send-truncated.js';
import { PLAIN, type SendOptions } from './faulty-request.js';
import { ProxyUnreachable, createAgent, type WayOut } from './outgoing-agent.js';
import type { Proxies } from './network/network-settings.js';
import type { OutgoingRequest } from './outgoing-request.js';

/** What came of one request. Nothing that a receiver does is an exception. */
export interface Outcome {
  readonly startedAt: Date;
  readonly durationMs: number;
  readonly response: Answer | null;
  /** Null when a response head came in time. */
  readonly error: string | null;
}

/** How soon a request is repeated that did not leave for want of descriptors or memory: that is no failure of the receiver. */
const SHORTAGE_MS = 500;

/** Posts bytes and reads what comes back, within a time limit and without following redirects. */
@Injectable()
export class HttpSender implements OnApplicationShutdown {
  private readonly logger: Logger;
  private readonly policy: NetworkPolicy;
  private readonly proxies: Proxies | null;
  /** A connection whose certificate nobody has looked at is not for those who want it looked at. */
  private readonly ways: { readonly verifying: WayOut; readonly trusting: WayOut };
  private readonly underWay = new Set<AbortController>();
  private hasCutOff = false;

  constructor(
    private readonly clock: Clock,
    { network }: DispatchSettings,
    loggers: Loggers,
  ) {
    this.logger = loggers.of('delivery');
    this.policy = new NetworkPolicy(network.allowed);
    this.proxies = network.proxies;
    this.ways = {
      verifying: createAgent(network, this.policy, true),
      trusting: createAgent(network, this.policy, false),
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([this.ways.verifying.agent.destroy(), this.ways.trusting.agent.destroy()]);
  }

  /** Ends everything that is under way: its outcome is unknown, so `send` rejects. */
  cutOff(): void {
    this.hasCutOff = true;
    for (const controller of this.underWay) controller.abort();
  }

  /** After everything that was cut off has ended: sends again. */
  resume(): void {
    this.hasCutOff = false;
  }

  /** @param timeoutMs for everything but the delay that `manner` asks for */
  async send(request: OutgoingRequest, timeoutMs: number, manner: SendOptions = PLAIN): Promise<Outcome> {
    const controller = new AbortController();
    this.underWay.add(controller);
    try {
      if (manner.delayMs > 0) await wait(manner.delayMs, null, { signal: controller.signal });
      for (;;) {
        const outcome = await this.exchange(request, timeoutMs, manner, controller);
        if (outcome !== null) return outcome;
        await wait(SHORTAGE_MS, null, { signal: controller.signal });
      }
    } finally {
      this.underWay.delete(controller);
    }
  }

  /** Null when this process could not connect for want of descriptors or memory: nothing was sent. */
  private async exchange(
    request: OutgoingRequest,
    timeoutMs: number,
    manner: SendOptions,
    controller: AbortController,
  ): Promise<Outcome | null> {
    const startedAt = this.clock.now();
    const start = performance.now();
    const timer = setTimeout(() => controller.abort(), timeoutMs);
    const ended = () => ({ startedAt, durationMs: Math.round(performance.now() - start) });
    try {
      this.checkProxied(request.origin);
      const way = request.verifiesTls ? this.ways.verifying : this.ways.trusting;
      if (manner.cut !== null) {
        await sendTruncated(way.connect, request, manner.cut, controller.signal);
        return { ...ended(), response: null, error: `connection ${manner.cut.how} before all was sent` };
      }
      const response = await answerOver(way, () => options(request, manner), controller.signal);
      return { ...ended(), response, error: null };
    } catch (error) {
      if (this.hasCutOff) throw error;
      const shortage = outOfResources(error);
      if (shortage !== null) {
        this.logger.warn(`${request.origin} cannot be connected to for now: ${shortage}`);
        return null;
      }
      const reason = controller.signal.aborted ? `no answer within ${timeoutMs / 1000} s` : reasonOf(error);
      return { ...ended(), response: null, error: reason };
    } finally {
      clearTimeout(timer);
    }
  }

  /** What a proxy connects to is out of sight, so it is judged before. @throws ForbiddenAddress */
  private checkProxied(origin: string): void {
    if (this.proxies === null) return;
    const { protocol, hostname } = new URL(origin);
    const { http, https } = this.proxies;
    const proxy = protocol === 'https:' ? (https ?? http) : http;
    const refusal = proxy === null ? null : this.policy.proxyRefusal(hostname);
    if (refusal) throw refusal;
  }
}

/** The answer to a request; when a connection that is used again turns out to be closed, it goes out once more on a fresh one. */
async function answerOver(
  way: WayOut,
  request: () => Undici.DispatchOptions,
  signal: AbortSignal,
): Promise<Answer> {
  try {
    return await answerTo(way.agent, request(), signal);
  } catch (error) {
    if (!(error instanceof ClosedWhenReused)) throw error;
    const agent = way.freshAgent();
    try {
      return await answerTo(agent, request(), signal);
    } finally {
      await agent.destroy();
    }
  }
}

function options(request: OutgoingRequest, manner: SendOptions): Undici.DispatchOptions {
  const { origin, path, headers, body } = request;
  const content = manner.bodyMs > 0 ? slowly(request, manner.bodyMs) : { headers, body };
  return { origin, path, method: 'POST', ...content };
}

/** How often a slow body goes on. */
const DRIP_MS = 20;

/** The same bytes, spread over so long. */
function slowly({ headers, body }: OutgoingRequest, durationMs: number) {
  const drips = Math.max(1, Math.min(body.length, Math.ceil(durationMs / DRIP_MS)));
  const size = Math.ceil(body.length / drips);
  async function* drip(): AsyncGenerator<Buffer> {
    for (let start = 0; start < body.length; start += size) {
      yield body.subarray(start, start + size);
      await wait(durationMs / drips);
    }
  }
  return { headers: { ...headers, 'content-length': String(body.length) }, body: Readable.from(drip()) };
}

/** What Node and its libraries call what went wrong, for people. */
const IN_WORDS: readonly (readonly [RegExp, string])[] = [
  [/ECONNREFUSED/, 'connection refused: nobody listens there'],
  [/ECONNRESET/, 'connection reset by the receiver before it answered'],
  [/UND_ERR_SOCKET/, 'connection closed by the receiver before it answered'],
  [/ENOTFOUND|EAI_AGAIN/, 'host not found'],
  [/UND_ERR_HEADERS_TIMEOUT/, 'the proxy did not answer in time'],
  [/UND_ERR_HEADERS_OVERFLOW|HPE_HEADER_OVERFLOW/, 'the header of the response is too large'],
  [/^HPE_/, 'the answer is not HTTP'],
  [/EPROTO|ERR_SSL/, 'TLS failed: does the receiver speak https?'],
  [/CERT|SELF_SIGNED|UNABLE_TO/, 'TLS failed: the certificate is not trusted'],
];

/** Node hides the reasons of a connection that was tried on several addresses inside an AggregateError. */
function reasonOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) {
    return [...new Set(error.errors.map(reasonOf))].join('; ');
  }
  if (!(error instanceof Error)) return String(error);
  if (error instanceof ProxyUnreachable) return `${error.message}: ${reasonOf(error.cause)}`;
  const code = 'code' in error ? String(error.code) : '';
  const words = IN_WORDS.find(([pattern]) => pattern.test(code))?.[1];
  const message = (error.message || error.name).trim().split('\n')[0] ?? '';
  if (message === 'bad response') return 'the receiver answered 100 Continue, which nobody had asked for';
  if (words === undefined) return proxyRefusal(message) ?? message;
  // What OpenSSL says is for those who wrote it.
  return message.includes(':error:') ? words : `${words} (${message})`;
}

/** In undici's words the proxy's answer is only text. */
function proxyRefusal(message: string): string | null {
  const [, status] = /^Proxy (?:response|Authentication Required) \((\d+)\)/.exec(message) ?? [];
  if (status === undefined) return null;
  return status === '407'
    ? 'the proxy asks for a user name and password, or for others than it got (HTTP 407)'
    : `the proxy could not connect to the receiver: it answered HTTP ${status}`;
}
