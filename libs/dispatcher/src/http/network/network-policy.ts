import { lookup, type LookupAddress, type LookupAllOptions } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { buildConnector } from 'undici';
import { isError } from '#domain';
import { isForbidden } from './forbidden-ranges.js';
import { ipAddress, isInRange, unmapped, type IpRange } from './ip-address.js';
import type { AllowedTargets } from './network-settings.js';

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
   * The addresses of a host that may be connected to; or why none may be, or why one of them is always forbidden.
   * @param host the name that was resolved, or the one address
   */
  usable(host: string, addresses: readonly LookupAddress[]): readonly LookupAddress[] | ForbiddenAddress {
    const never = addresses.find(({ address }) => isForbidden(address));
    if (never !== undefined) {
      const reason = "it is link-local, or where a cloud keeps a machine's secrets";
      return new ForbiddenAddress(`deliveries never go to ${never.address}: ${reason}`);
    }
    const usable = this.isNamed(host) ? addresses : addresses.filter(({ address }) => this.isListed(address));
    const [first] = addresses;
    return first === undefined || usable.length > 0 ? usable : refused(first.address, 'it is not');
  }

  /**
   * Why a proxy must not be asked to connect to a host. Addresses are checked as usual; of a name, only the name can
   * be checked.
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

/** IPv4-mapped addresses count as IPv4; no other IPv6 range contains IPv4. */
function addressMatcher({ ranges }: AllowedTargets): (address: string) => boolean {
  const allowed = ranges.map(({ address, bits }): IpRange => {
    const range = ipAddress(address);
    const ipv4 = unmapped(range);
    return ipv4 !== range && bits >= 96 ? [ipv4, bits - 96] : [range, bits];
  });
  return (address) => {
    const one = unmapped(ipAddress(address));
    return allowed.some((range) => isInRange(one, range));
  };
}

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
      if (isError(usable)) return done(usable, '', 0);
      const [first] = usable;
      if (first === undefined) done(new Error(`${host} has no address`), '', 0);
      else if (options.all) done(null, [...usable]);
      else done(null, first.address, first.family);
    });
  };
}

/** Connects as undici does, and checks the very address that it connects to. */
export function guardedConnector(
  policy: NetworkPolicy,
  tls: buildConnector.BuildOptions,
): buildConnector.connector {
  const connect = buildConnector({ ...tls, lookup: guardedLookup(policy) });
  return (options, done) => {
    const { hostname } = options;
    // An address is not looked up; the URL parser has normalised it.
    const refusal = isIP(hostname) === 0 ? null : policy.addressRefusal(hostname);
    if (refusal) done(refusal, null);
    else connect(options, done);
  };
}
