import { isIP } from 'node:net';
import { authorityOf } from '../../http/gate/authority.js';

/** The form of a list of hosts, for error messages. */
export const HOSTS_FORM =
  'names with commas between them, such as git.example.com,*.example.org (what is below it) or .example.net (that, too); * is any';

/** @returns null when one of them is invalid */
export function allowedHosts(text: string): readonly string[] | null {
  const hosts = text.split(',').map((item) => allowedHost(item.trim()));
  return hosts.every((host) => host !== null) ? hosts : null;
}

function allowedHost(item: string): string | null {
  if (item === '*') return item;
  const [, prefix = '', host = ''] = /^(\*?\.)?(.*)$/s.exec(item) ?? [];
  const authority = /[:*]/.test(host) ? null : authorityOf(host);
  return authority === null ? null : prefix + authority.name;
}

/**
 * Whether only a local configuration can make the name lead here. Names of the public DNS must be allowed explicitly:
 * a foreign web page can point its own name at this machine and read the answers.
 */
export function isHostAllowed(name: string, allowed: readonly string[]): boolean {
  const isLocal = name === 'localhost' || name.endsWith('.localhost') || !name.includes('.');
  return isLocal || isAddress(name) || allowed.some((host) => covers(host, name));
}

const isAddress = (name: string): boolean => isIP(name.replace(/^\[(.*)\]$/, '$1')) !== 0;

function covers(host: string, name: string): boolean {
  if (host === '*') return true;
  if (host.startsWith('*.')) return name.endsWith(host.slice(1));
  if (host.startsWith('.')) return name === host.slice(1) || name.endsWith(host);
  return name === host;
}
