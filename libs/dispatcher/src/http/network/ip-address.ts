import ipaddr from 'ipaddr.js';

export type IpAddress = ipaddr.IPv4 | ipaddr.IPv6;
export type IpRange = readonly [IpAddress, number];

/** @param text what Node's `isIP` takes for an address; ipaddr.js alone would also take `0x7f.1` and `::010.0.0.1` */
export function ipAddress(text: string): IpAddress {
  const parsed = ipaddr.parse(text);
  // ipaddr.js makes `::ffff:10.0.0.1`, which is IPv4, of `::10.0.0.1`, which is not.
  const isCompatible = parsed instanceof ipaddr.IPv6 && /^::\d+\.[\d.]+$/.test(text);
  return isCompatible ? new ipaddr.IPv6([0, 0, 0, 0, 0, 0, ...parsed.parts.slice(-2)]) : parsed;
}

/** An IPv4 address that is mapped into IPv6 is the IPv4 address. */
export const unmapped = (address: IpAddress): IpAddress =>
  address instanceof ipaddr.IPv6 && address.isIPv4MappedAddress() ? address.toIPv4Address() : address;

/** IPv4 and IPv6 have nothing in common here. */
export const isInRange = (address: IpAddress, [range, bits]: IpRange): boolean =>
  address.kind() === range.kind() && address.match(range, bits);
