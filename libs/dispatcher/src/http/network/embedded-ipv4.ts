import ipaddr from 'ipaddr.js';

/** For each form of an IPv4 address inside an IPv6 one: its prefix and the position of the IPv4 bytes. */
const FORMS: readonly { readonly prefix: string; readonly bytes: readonly (readonly number[])[] }[] = [
  // IPv4-compatible (RFC 4291) and IPv4-mapped (RFC 4291).
  { prefix: '::/96', bytes: [[12, 13, 14, 15]] },
  { prefix: '::ffff:0:0/96', bytes: [[12, 13, 14, 15]] },
  // IPv4-translated (RFC 2765).
  { prefix: '::ffff:0:0:0/96', bytes: [[12, 13, 14, 15]] },
  // NAT64 (RFC 6052).
  { prefix: '64:ff9b::/96', bytes: [[12, 13, 14, 15]] },
  {
    // NAT64 for local use (RFC 8215): the length of its prefix depends on the network, so all lengths count.
    prefix: '64:ff9b:1::/48',
    bytes: [
      [6, 7, 9, 10],
      [7, 9, 10, 11],
      [9, 10, 11, 12],
      [12, 13, 14, 15],
    ],
  },
  // 6to4 (RFC 3056).
  { prefix: '2002::/16', bytes: [[2, 3, 4, 5]] },
  // Teredo (RFC 4380), its server; the client is below.
  { prefix: '2001::/32', bytes: [[4, 5, 6, 7]] },
];

const PARSED_FORMS = FORMS.map(({ prefix, bytes }) => ({ prefix: ipaddr.IPv6.parseCIDR(prefix), bytes }));
const TEREDO = ipaddr.IPv6.parseCIDR('2001::/32');

/** All IPv4 addresses to which an IPv6 address might lead. */
export function embeddedIPv4(address: ipaddr.IPv6): ipaddr.IPv4[] {
  const all = address.toByteArray();
  const found = PARSED_FORMS.filter(({ prefix }) => address.match(prefix)).flatMap(({ bytes }) => bytes);
  const embedded = found.map((places) => all.filter((_, place) => places.includes(place)));
  const last = all.slice(-4);
  // Teredo has its client's address inverted; ISATAP (RFC 5214) has one behind any prefix.
  if (address.match(TEREDO)) embedded.push(last.map((byte) => byte ^ 0xff));
  if (isIsatap(all)) embedded.push(last);
  return embedded.map((octets) => new ipaddr.IPv4(octets));
}

/** `0000:5efe` or `0200:5efe` before the last four bytes. */
const isIsatap = (bytes: readonly number[]): boolean =>
  [0x0000_5efe, 0x0200_5efe].includes(Buffer.from(bytes).readUInt32BE(8));
