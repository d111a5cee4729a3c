import { lookup, type LookupAddress, type LookupAllOptions } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import { buildConnector } from 'undici';

/**
 * Where clouds keep the secrets of their machines, and what else only a machine's own link knows. Loopback and private
 * addresses are what a test tool is for. A `BlockList` sees through IPv4 addresses that are mapped into IPv6.
 */
const NEVER = new BlockList();
NEVER.addSubnet('169.254.0.0', 16, 'ipv4');
NEVER.addAddress('100.100.100.200', 'ipv4');
NEVER.addAddress('192.0.0.192', 'ipv4');
NEVER.addSubnet('fe80::', 10, 'ipv6');
NEVER.addAddress('fd00:ec2::254', 'ipv6');
// The same by way of NAT64, 6to4 and the old IPv4-compatible form.
NEVER.addSubnet('64:ff9b::169.254.0.0', 112, 'ipv6');
NEVER.addAddress('64:ff9b::100.100.100.200', 'ipv6');
NEVER.addAddress('64:ff9b::192.0.0.192', 'ipv6');
NEVER.addSubnet('2002:a9fe::', 32, 'ipv6');
NEVER.addSubnet('2002:6464:64c8::', 48, 'ipv6');
NEVER.addSubnet('2002:c000:c0::', 48, 'ipv6');
NEVER.addSubnet('::169.254.0.0', 112, 'ipv6');
NEVER.addAddress('::100.100.100.200', 'ipv6');
NEVER.addAddress('::192.0.0.192', 'ipv6');

/** An address to which no delivery goes. */
export class ForbiddenAddress extends Error {
  constructor(address: string) {
    super(`deliveries never go to ${address}: it is link-local, or where a cloud keeps a machine's secrets`);
  }
}

/** @param address as the system resolved it */
const isForbidden = (address: string): boolean => NEVER.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');

type Resolve = (
  host: string,
  options: LookupAllOptions,
  done: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

/** Resolves a name as the system does, and refuses it when one of its addresses is forbidden. */
export function guardedLookup(resolve: Resolve = lookup): LookupFunction {
  return (host, options, done) => {
    resolve(host, { ...options, all: true }, (error, addresses) => {
      const forbidden = error ? undefined : addresses.find(({ address }) => isForbidden(address));
      const trouble = forbidden ? new ForbiddenAddress(forbidden.address) : error;
      const [first] = addresses ?? [];
      if (trouble || first === undefined) done(trouble ?? new Error(`${host} has no address`), '', 0);
      else if (options.all) done(null, addresses);
      else done(null, first.address, first.family);
    });
  };
}

/** Connects as undici does, looking at the very address that it is about to connect to. */
export function guardedConnector(): buildConnector.connector {
  const connect = buildConnector({ lookup: guardedLookup() });
  return (options, done) => {
    const { hostname } = options;
    // An address is not looked up, however it was spelled; the URL parser has written it out.
    if (isIP(hostname) !== 0 && isForbidden(hostname)) done(new ForbiddenAddress(hostname), null);
    else connect(options, done);
  };
}
