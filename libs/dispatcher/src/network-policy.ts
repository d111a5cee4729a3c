import { lookup, type LookupAddress, type LookupAllOptions } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import { buildConnector } from 'undici';
import type { AllowedTargets } from './network-settings.js';

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

/** IPv4 written as IPv6. */
const MAPPED = new BlockList();
MAPPED.addSubnet('::ffff:0:0', 96, 'ipv6');

/** `a9fe:0000` for `169.254.0.0` */
function inHex(address: string): string {
  const digits = Buffer.from(address.split('.').map(Number)).toString('hex');
  return `${digits.slice(0, 4)}:${digits.slice(4)}`;
}

/** A host or address to which no delivery goes; the message says why. */
export class ForbiddenAddress extends Error {}

const refused = (host: string, reason: string) =>
  new ForbiddenAddress(`deliveries do not go to ${host}: ${reason} among --allow-targets`);

/** Decides where deliveries may go. */
export class NetworkPolicy {
  private readonly isListed: (address: string) => boolean;

  /** @param allowed null for everywhere but where nothing ever goes */
  constructor(private readonly allowed: AllowedTargets | null) {
    this.isListed = allowed === null ? () => true : addressMatcher(allowed);
  }

  /**
   * Of the addresses of a host, those that may be connected to; why there is no connecting to it when there are none, or
   * when one is forbidden for good.
   * @param host the name that was resolved, or the one address
   */
  usable(host: string, addresses: readonly LookupAddress[]): readonly LookupAddress[] | ForbiddenAddress {
    const never = addresses.find(({ address }) => isIn(NEVER, address));
    if (never !== undefined) {
      const reason = "it is link-local, or where a cloud keeps a machine's secrets";
      return new ForbiddenAddress(`deliveries never go to ${never.address}: ${reason}`);
    }
    const usable = this.isNamed(host) ? addresses : addresses.filter(({ address }) => this.isListed(address));
    const [first] = addresses;
    return first === undefined || usable.length > 0 ? usable : refused(first.address, 'it is not');
  }

  /**
   * Why a proxy must not be asked to connect to a host: an address is judged as ever; of a name there is nothing to judge
   * but the name.
   * @param host as in a URL
   */
  proxyRefusal(host: string): ForbiddenAddress | null {
    const bare = host.replace(/^\[|\]$/g, '');
    if (isIP(bare) !== 0) return this.addressRefusal(bare);
    return this.isNamed(bare) ? null : refused(bare, 'a proxy would look it up, and the name itself is not');
  }

  addressRefusal(address: string): ForbiddenAddress | null {
    const usable = this.usable(address, [{ address, family: isIP(address) }]);
    return usable instanceof ForbiddenAddress ? usable : null;
  }

  private isNamed(host: string): boolean {
    return this.allowed?.names.some((name) => isCalled(host, name)) ?? true;
  }
}

/** A list for each family: to a `BlockList`, the IPv4 addresses are a part of `::/0`. */
function addressMatcher({ ranges }: AllowedTargets): (address: string) => boolean {
  const lists = { ipv4: new BlockList(), ipv6: new BlockList() };
  for (const { address, bits } of ranges) {
    const isMapped = isIn(MAPPED, address) && bits >= 96;
    lists[isMapped ? 'ipv4' : familyOf(address)].addSubnet(address, bits, familyOf(address));
  }
  return (address) => isIn(lists[isIn(MAPPED, address) ? 'ipv4' : familyOf(address)], address);
}

const familyOf = (address: string) => (isIP(address) === 6 ? 'ipv6' : 'ipv4');

const isIn = (list: BlockList, address: string): boolean => list.check(address, familyOf(address));

/** @param name `ci.example.com`, or `*.example.com` for all below it */
function isCalled(host: string, name: string): boolean {
  const bare = host.toLowerCase().replace(/\.$/, '');
  return name.startsWith('*.') ? bare.endsWith(name.slice(1)) : bare === name;
}

type Resolve = (
  host: string,
  options: LookupAllOptions,
  done: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

/** Resolves a name as the system does, to those of its addresses that may be connected to. */
export function guardedLookup(policy: NetworkPolicy, resolve: Resolve = lookup): LookupFunction {
  return (host, options, done) => {
    resolve(host, { ...options, all: true }, (error, addresses) => {
      const usable = error ?? policy.usable(host, addresses);
      if (usable instanceof Error) return done(usable, '', 0);
      const [first] = usable;
      if (first === undefined) done(new Error(`${host} has no address`), '', 0);
      else if (options.all) done(null, [...usable]);
      else done(null, first.address, first.family);
    });
  };
}

/** Connects as undici does, looking at the very address that it is about to connect to. */
export function guardedConnector(
  policy: NetworkPolicy,
  tls: buildConnector.BuildOptions,
): buildConnector.connector {
  const connect = buildConnector({ ...tls, lookup: guardedLookup(policy) });
  return (options, done) => {
    const { hostname } = options;
    // An address is not looked up, however it was spelled; the URL parser has written it out.
    const refusal = isIP(hostname) === 0 ? null : policy.addressRefusal(hostname);
    if (refusal) done(refusal, null);
    else connect(options, done);
  };
}
