import { createSecureContext, getCACertificates } from 'node:tls';
import { Agent, buildConnector, EnvHttpProxyAgent, Pool, type Dispatcher as Undici } from 'undici';
import { guardedConnector, type NetworkPolicy } from './network/network-policy.js';
import type { NetworkSettings, Proxies } from './network/network-settings.js';

/** `HttpSender` limits the whole exchange; undici's own limits would start again with every byte. */
const OPTIONS = { connections: null, pipelining: 1, headersTimeout: 0, bodyTimeout: 0 } as const;

/** How long a proxy may take to open a tunnel: as long as a connection may take without one. */
const TUNNEL_MS = 10_000;

/** The proxy cannot be reached; the cause is Node's error. */
export class ProxyUnreachable extends Error {}

/** Connections for one way of checking certificates. */
export interface OutgoingAgent {
  /** Keeps connections and uses them again. */
  readonly pooled: Undici;
  /** An agent without connections; the caller destroys it. */
  readonly fresh: () => Undici;
  /** Makes one connection to the receiver, for requests that no agent would send. */
  readonly connect: buildConnector.connector;
}

/** @param verifiesTls whether the receiver's certificate must be valid */
export function createAgent(
  network: NetworkSettings,
  policy: NetworkPolicy,
  verifiesTls: boolean,
): OutgoingAgent {
  const { certificates, proxies } = network;
  const tls = {
    // Webhooks and their log are HTTP/1.1.
    allowH2: false,
    rejectUnauthorized: verifiesTls,
    // Once for all connections: reading the usual roots takes longer than a delivery.
    ...(certificates.length === 0
      ? {}
      : { secureContext: createSecureContext({ ca: [...getCACertificates('default'), ...certificates] }) }),
  };
  const connect = guardedConnector(policy, tls);
  const fresh = () =>
    proxies === null ? new Agent({ ...OPTIONS, connect }) : proxyAgent(proxies, tls, connect);
  return { pooled: fresh(), fresh, connect };
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
    // Empty: undefined would mean the environment's proxy.
    httpProxy: proxies.http ?? '',
    httpsProxy: proxies.https ?? '',
    noProxy: proxies.exceptions,
    // Tunnels are for https only: proxies expect the full address of an http request.
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

/** The proxy's own address is not checked: the person who starts the server has chosen it. */
const proxyConnector: buildConnector.connector = (options, done) =>
  connectToProxy(options, (error, socket) => {
    if (error === null) done(null, socket);
    else
      done(new ProxyUnreachable(`the proxy ${options.host ?? ''} cannot be reached`, { cause: error }), null);
  });
