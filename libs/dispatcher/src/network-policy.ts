import { lookup, type LookupAddress, type LookupAllOptions } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import { buildConnector } from 'undici';

/** Link-local, and where clouds keep the secrets of their machines: each address, and how many of its bits count. */
const IPV4 = [
  ['169.254.0.0', 16],
  ['100.100.100.200', 32],
  ['192.0.0.192', 32],
] as const;

/**
 * Loopback and private addresses are what a test tool is for. A `BlockList` sees through IPv4 addresses that are mapped
 * into IPv6.
 */
const NEVER = new BlockList();
NEVER.addSubnet('fe80::', 10, 'ipv6');
NEVER.addAddress('fd00:ec2::254', 'ipv6');
for (const [address, bits] of IPV4) {
  NEVER.addSubnet(address, bits, 'ipv4');
  // The same by way of NAT64, of the old IPv4-compatible form, and of 6to4.
  NEVER.addSubnet(`64:ff9b::${address}`, 96 + bits, 'ipv6');
  NEVER.addSubnet(`::${address}`, 96 + bits, 'ipv6');
  NEVER.addSubnet(`2002:${inHex(address)}::`, 16 + bits, 'ipv6');
}

/** `a9fe:0000` for `169.254.0.0` */
function inHex(address: string): string {
  const digits = Buffer.from(address.split('.').map(Number)).toString('hex');
  return `${digits.slice(0, 4)}:${digits.slice(4)}`;
}

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
