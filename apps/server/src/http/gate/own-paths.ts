/** No owner has these names: what lies below is no repository. */
const OWN = new Set(['api', '_mock', '_sink']);

/** Whether a path leads to something of the server's own. */
export const isOwnPath = (path: string): boolean => OWN.has(firstPart(path).toLowerCase());

/** Whether it shows what the server did and was sent. */
export const isLogPath = (path: string): boolean => ['_mock', '_sink'].includes(firstPart(path));

/** As the router reads it. */
function firstPart(path: string): string {
  const [, part = ''] = /^\/([^/?#]*)/.exec(path) ?? [];
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
