import { Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { Dispatcher as Undici } from 'undici';
import { codeOf, innerErrors, isError, Clock, outOfResources, Loggers, type Logger } from '#domain';
import { answerTo, ClosedWhenReused, type Answer, type Exchange } from './answer.js';
import { DispatchSettings } from '../dispatch-settings.js';
import { NetworkPolicy } from './network/network-policy.js';
import { sendTruncated } from './send-truncated.js';
import { PLAIN, type SendOptions } from './faulty-request.js';
import { ProxyUnreachable, createAgent, type OutgoingAgent } from './outgoing-agent.js';
import type { Proxies } from './network/network-settings.js';
import type { OutgoingRequest } from './outgoing-request.js';
import { ExchangeTimes, type Timings } from './exchange-times.js';

/** The outcome of one request. Nothing that a receiver does is an exception. */
export interface Outcome extends Timings {
  readonly startedAt: Date;
  readonly response: Answer | null;
  /** Null when a response head came in time. */
  readonly error: string | null;
}

/** The delay before a request is repeated that lacked descriptors or memory here: the receiver has not failed. */
const SHORTAGE_MS = 500;

/** Posts bytes and reads what comes back, within a time limit and without following redirects. */
@Injectable()
export class HttpSender implements OnApplicationShutdown {
  private readonly logger: Logger;
  private readonly policy: NetworkPolicy;
  private readonly proxies: Proxies | null;
  /** Hooks that verify certificates never share connections with those that do not. */
  private readonly agents: { readonly verifying: OutgoingAgent; readonly trusting: OutgoingAgent };
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
    this.agents = {
      verifying: createAgent(network, this.policy, true),
      trusting: createAgent(network, this.policy, false),
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([this.agents.verifying.pooled.destroy(), this.agents.trusting.pooled.destroy()]);
  }

  /** Aborts everything under way: its outcome is unknown, so `send` rejects. */
  cutOff(): void {
    this.hasCutOff = true;
    for (const controller of this.underWay) controller.abort();
  }

  /** Allows requests again once everything aborted has ended. */
  resume(): void {
    this.hasCutOff = false;
  }

  /** @param timeoutMs for everything but the delay in `options` */
  async send(request: OutgoingRequest, timeoutMs: number, options: SendOptions = PLAIN): Promise<Outcome> {
    const controller = new AbortController();
    this.underWay.add(controller);
    try {
      if (options.delayMs > 0) await wait(options.delayMs, null, { signal: controller.signal });
      for (;;) {
        const outcome = await this.exchange(request, timeoutMs, options, controller);
        if (outcome !== null) return outcome;
        await wait(SHORTAGE_MS, null, { signal: controller.signal });
      }
    } finally {
      this.underWay.delete(controller);
    }
  }

  /** @returns null when this process had no descriptors or memory to connect: nothing was sent */
  private async exchange(
    request: OutgoingRequest,
    timeoutMs: number,
    options: SendOptions,
    controller: AbortController,
  ): Promise<Outcome | null> {
    const startedAt = this.clock.now();
    const times = new ExchangeTimes();
    const timer = setTimeout(() => controller.abort(), timeoutMs);
    const ended = () => ({ startedAt, ...times.timings() });
    try {
      this.checkProxied(request.origin);
      const agent = request.verifiesTls ? this.agents.verifying : this.agents.trusting;
      if (options.cut !== null) {
        await sendTruncated(agent.connect, request, options.cut, controller.signal);
        const error = `connection ${options.cut.how} before all was sent`;
        return { ...ended(), connectMs: null, response: null, error };
      }
      const exchange = { signal: controller.signal, times };
      const response = await answerOver(agent, () => dispatchOptions(request, options), exchange);
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

  /** The policy cannot see what a proxy connects to, so the target is checked before. @throws ForbiddenAddress */
  private checkProxied(origin: string): void {
    if (this.proxies === null) return;
    const { protocol, hostname } = new URL(origin);
    const { http, https } = this.proxies;
    const proxy = protocol === 'https:' ? (https ?? http) : http;
    const refusal = proxy === null ? null : this.policy.proxyRefusal(hostname);
    if (refusal) throw refusal;
  }
}

/** Sends a request; when a reused connection turns out to be closed, sends it once more on a fresh one. */
async function answerOver(
  outgoing: OutgoingAgent,
  request: () => Undici.DispatchOptions,
  exchange: Exchange,
): Promise<Answer> {
  try {
    return await answerTo(outgoing.pooled, request(), exchange);
  } catch (error) {
    if (!(error instanceof ClosedWhenReused)) throw error;
    const agent = outgoing.fresh();
    try {
      return await answerTo(agent, request(), exchange);
    } finally {
      await agent.destroy();
    }
  }
}

function dispatchOptions(request: OutgoingRequest, options: SendOptions): Undici.DispatchOptions {
  const { origin, path, headers, body } = request;
  const content = options.bodyMs > 0 ? slowly(request, options.bodyMs) : { headers, body };
  return { origin, path, method: 'POST', ...content };
}

/** The interval between two parts of a slow body. */
const DRIP_MS = 20;

/** The same bytes, spread over `durationMs`. */
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

/** Errors of Node and its libraries, in plain words. */
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
  const inner = innerErrors(error);
  if (inner.length > 0) return [...new Set(inner.map(reasonOf))].join('; ');
  if (!isError(error)) return String(error);
  if (error instanceof ProxyUnreachable) return `${error.message}: ${reasonOf(error.cause)}`;
  const code = codeOf(error);
  const words = IN_WORDS.find(([pattern]) => pattern.test(code))?.[1];
  const message = (error.message || error.name).trim().split('\n')[0] ?? '';
  if (message === 'bad response') return 'the receiver answered 100 Continue, which nobody had asked for';
  if (words === undefined) return proxyRefusal(message) ?? message;
  // OpenSSL's own texts help nobody.
  return message.includes(':error:') ? words : `${words} (${message})`;
}

/** undici reports the proxy's answer only as text. */
function proxyRefusal(message: string): string | null {
  const [, status] = /^Proxy (?:response|Authentication Required) \((\d+)\)/.exec(message) ?? [];
  if (status === undefined) return null;
  return status === '407'
    ? 'the proxy asks for a user name and password, or for others than it got (HTTP 407)'
    : `the proxy could not connect to the receiver: it answered HTTP ${status}`;
}
