import { createSecureContext, rootCertificates } from 'node:tls';
import { Agent, type Dispatcher as Undici } from 'undici';
import { guardedConnector, type NetworkPolicy } from './network-policy.js';
import type { NetworkSettings } from './network-settings.js';

/** Time limits are the sender's: one for the whole exchange, which a byte a second does not stretch. */
const OPTIONS = { connections: null, pipelining: 1, headersTimeout: 0, bodyTimeout: 0 } as const;

/**
 * What makes connections, and keeps them for whoever asks it next.
 * @param verifiesTls whether a receiver's certificate has to be in order
 */
export function outgoingAgent(
  { certificates }: NetworkSettings,
  policy: NetworkPolicy,
  verifiesTls: boolean,
): Undici {
  const tls = {
    rejectUnauthorized: verifiesTls,
    // Once for all connections: reading the usual roots takes longer than a delivery.
    ...(certificates.length === 0
      ? {}
      : { secureContext: createSecureContext({ ca: [...rootCertificates, ...certificates] }) }),
  };
  return new Agent({ ...OPTIONS, connect: guardedConnector(policy, tls) });
}
