import { isIP } from 'node:net';
import type { AllowedTargets } from '#dispatcher';

/** The form of a list of targets, for error messages. */
export const TARGETS_FORM =
  'addresses, ranges and names with commas between them, such as 127.0.0.0/8,::1,*.example.com';

/** @returns null when one of them is invalid */
export function allowedTargets(text: string): AllowedTargets | null {
  const ranges: AllowedTargets['ranges'][number][] = [];
  const names: string[] = [];
  for (const item of text.split(',').map((part) => part.trim())) {
    const range = rangeOf(item);
    const name = range === null ? nameOf(item) : null;
    if (range !== null) ranges.push(range);
    else if (name !== null) names.push(name);
    else return null;
  }
  return { ranges, names };
}

/** `10.1.2.0/24`, or an address, which is a range of one. */
function rangeOf(item: string): AllowedTargets['ranges'][number] | null {
  const [, address = '', digits] = /^([0-9a-f.:]+)(?:\/(\d{1,3}))?$/i.exec(item) ?? [];
  const all = { 0: 0, 4: 32, 6: 128 }[isIP(address)] ?? 0;
  const bits = digits === undefined ? all : Number(digits);
  return all === 0 || bits > all ? null : { address, bits };
}

/** As in URLs: in lower case and ASCII. Names that URLs take for addresses, such as `127.1`, are no names. */
function nameOf(item: string): string | null {
  const [, wildcard = '', name] = /^(\*\.)?([^\s/:@?#\\%*[\]]+?)\.?$/.exec(item) ?? [];
  const url = `http://${name}/`;
  if (name === undefined || !URL.canParse(url)) return null;
  const { hostname } = new URL(url);
  return isIP(hostname) === 0 ? wildcard + hostname : null;
}
