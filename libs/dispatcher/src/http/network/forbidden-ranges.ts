import ipaddr from 'ipaddr.js';
import { embeddedIPv4 } from './embedded-ipv4.js';
import { ipAddress, isInRange } from './ip-address.js';

/**
 * Where no delivery ever goes: link-local addresses, and the metadata services of clouds, which hand out secrets.
 * Each has its source and the title of the page.
 */
const FORBIDDEN_RANGES = [
  // RFC 3927. Here are 169.254.169.254 of most clouds, 169.254.170.2 and 169.254.170.23 of containers at AWS,
  // 169.254.42.42 of Scaleway and 169.254.0.23 of Tencent Cloud.
  '169.254.0.0/16',
  // Alibaba Cloud, "Get instance properties from within an ECS instance by using the metadata service".
  '100.100.100.200/32',
  // Oracle Cloud at Customer and Classic, "Retrieve Predefined Instance Metadata".
  '192.0.0.192/32',
  // Azure, "Azure IP address 168.63.129.16 overview".
  '168.63.129.16/32',
  // RFC 4291. Here is fe80::a9fe:a9fe of OpenStack and Akamai.
  'fe80::/10',
  // AWS, "Access instance metadata for an EC2 instance".
  'fd00:ec2::254/128',
  // AWS, "Set up the Amazon EKS Pod Identity Agent".
  'fd00:ec2::23/128',
  // Google Cloud, "View and query VM metadata".
  'fd20:ce::254/128',
  // Oracle Cloud, its SDK for Python: `instance_principals_security_token_signer.py`.
  'fd00:c1::a9fe:a9fe/128',
  // Scaleway, in the documentation of cloud-init: "Scaleway".
  'fd00:42::42/128',
  // Akamai (Linode), "Use the Metadata service API".
  'fd00:a9fe:a9fe::1/128',
  // Alibaba Cloud over IPv6, as other projects' lists have it; a page of Alibaba's own was not found.
  'fd00:100::100:200/128',
].map((range) => ipaddr.parseCIDR(range));

/** Whether an address is one of these, or embeds one in a form that a gateway or the system may accept. */
export function isForbidden(text: string): boolean {
  const address = ipAddress(text);
  const meant = address instanceof ipaddr.IPv6 ? [address, ...embeddedIPv4(address)] : [address];
  return meant.some((one) => FORBIDDEN_RANGES.some((range) => isInRange(one, range)));
}
