import { createSecureContext, rootCertificates } from 'node:tls';
import { Agent, buildConnector, EnvHttpProxyAgent, Pool, type Dispatcher as Undici } from 'undici';
import { guardedConnector, type NetworkPolicy } from './network/network-policy.js';
import type { NetworkSettings, Proxies } from './network/network-settings.js';

/** Time limits are the sender's: one for the whole exchange, which a byte a second does not stretch. */
const OPTIONS = { connections: null, pipelining: 1, headersTimeout: 0, bodyTimeout: 0 } as const;

/** How long a proxy may take to open a tunnel: as long as a connection may take without one. */
const TUNNEL_MS = 10_000;

/** Nobody listens where the proxy should be; the cause is Node's error. */
export class ProxyUnreachable extends Error {}

/** How requests get out. */
export interface WayOut {
  /** Makes connections, and keeps them for whoever asks it next. */
  readonly agent: Undici;
  /** The same, but without any connections yet; whoever asks for it destroys it. */
  readonly freshAgent: () => Undici;
  /** Makes one connection, straight to the receiver, for what no agent would do to it. */
  readonly connect: buildConnector.connector;
}

/** @param verifiesTls whether a receiver's certificate has to be in order */
export function createAgent(network: NetworkSettings, policy: NetworkPolicy, verifiesTls: boolean): WayOut {
  const { certificates, proxies } = network;
  const tls = {
    // Webhooks and their log are HTTP/1.1.
    allowH2: false,
    rejectUnauthorized: verifiesTls,
    // Once for all connections: reading the usual roots takes longer than a delivery.
    ...(certificates.length === 0
      ? {}
      : { secureContext: createSecureContext({ ca: [...rootCertificates, ...certificates] }) }),
  };
  const connect = guardedConnector(policy, tls);
  const freshAgent = () =>
    proxies === null ? new Agent({ ...OPTIONS, connect }) : proxyAgent(proxies, tls, connect);
  return { agent: freshAgent(), freshAgent, connect };
}

function proxyAgent(
  proxies: Proxies,
  tls: buildConnector.BuildOptions,
  connect: buildConnector.connector,
): Undici {
  const isProxy = new Set([proxies.http, proxies.https].map((url) => url && new URL(url).href));
  return new EnvHttpProxyAgent({
    ...OPTIONS,
    connect,
    // Empty, as undefined would mean what the environment has.
    httpProxy: proxies.http ?? '',
    httpsProxy: proxies.https ?? '',
    noProxy: proxies.exceptions,
    // A tunnel for https only: proxies expect an http request to be addressed in full.
    proxyTunnel: false,
    requestTls: tls,
    clientFactory: (proxy) => new Pool(proxy, { connect: proxyConnector, headersTimeout: TUNNEL_MS }),
    factory: (origin, poolOptions) =>
      isProxy.has(String(origin))
        ? new Pool(origin, { ...OPTIONS, connect: proxyConnector })
        : new Pool(origin, poolOptions),
  });
}

const connectToProxy = buildConnector({});

/** The proxy is where the one who started the server wants it to be, so its own address is not judged. */
const proxyConnector: buildConnector.connector = (options, done) =>
  connectToProxy(options, (error, socket) => {
    if (error === null) done(null, socket);
    else
      done(new ProxyUnreachable(`the proxy ${options.host ?? ''} cannot be reached`, { cause: error }), null);
  });
