import type { Call } from './inbox.js';

/** Where the addresses in payloads are to be asked for. */
export interface Addresses {
  /** What payloads show. */
  readonly publicUrl: string;
  /** Where the server really listens. */
  readonly localUrl: string;
}

/** Asks for every http address in the payloads, for clone addresses as git does. @returns those that do not answer 200 */
export async function deadUrls(calls: readonly Call[], addresses: Addresses): Promise<string[]> {
  const urls = new Set(calls.flatMap(({ body }) => urlsIn(body, addresses.publicUrl)));
  const answers = [...urls].map(async (url) => {
    const asked = url.endsWith('.git') ? `${url}/info/refs?service=git-upload-pack` : url;
    const local = asked.replace(addresses.publicUrl, addresses.localUrl);
    // Commit messages and comments are no addresses of ours, but ids in fragments are: fetch leaves those out itself.
    const response = await fetch(local, { headers: { 'PRIVATE-TOKEN': 'atomgit-token' } });
    await response.arrayBuffer();
    return response.status === 200 ? [] : [`${url} answers ${response.status}`];
  });
  return (await Promise.all(answers)).flat();
}

/** The values of keys that are addresses of the server. */
export function urlsIn(value: unknown, publicUrl: string): string[] {
  if (Array.isArray(value)) return value.flatMap((entry) => urlsIn(entry, publicUrl));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, entry]) => {
    if (typeof entry !== 'string') return urlsIn(entry, publicUrl);
    return /(^|_)(url|homepage)$/.test(key) && entry.startsWith(publicUrl) ? [entry] : [];
  });
}
