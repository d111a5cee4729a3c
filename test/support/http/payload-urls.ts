/** Where the addresses in payloads are to be asked for. */
export interface Addresses {
  /** What payloads show. */
  readonly publicUrl: string;
  /** Where the server really listens. */
  readonly localUrl: string;
  /** With which they are asked for, if not with the default user's token. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** Asks for every address of the server in these bodies, for clone addresses as git does. @returns those that do not answer 200 */
export async function deadUrls(bodies: readonly unknown[], addresses: Addresses): Promise<string[]> {
  const urls = [...new Set(bodies.flatMap((body) => urlsIn(body, addresses.publicUrl)))];
  const headers = addresses.headers ?? { 'PRIVATE-TOKEN': 'atomgit-token' };
  const dead: string[] = [];
  for (const url of urls) {
    const asked = url.endsWith('.git') ? `${url}/info/refs?service=git-upload-pack` : url;
    const local = asked.replace(addresses.publicUrl, addresses.localUrl);
    // Ids in fragments are the browser's: fetch leaves those out itself.
    const response = await fetch(local, { headers });
    await response.arrayBuffer();
    if (response.status !== 200) dead.push(`${url} answers ${response.status}`);
  }
  return dead;
}

/** All texts that are addresses of the server: not commit messages and comments, which may have some in them. */
export function urlsIn(value: unknown, publicUrl: string): string[] {
  if (typeof value === 'string') return value.startsWith(`${publicUrl}/`) && !/\s/.test(value) ? [value] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap((entry) => urlsIn(entry, publicUrl));
}
