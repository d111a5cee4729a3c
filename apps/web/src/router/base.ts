const root = document.querySelector<HTMLMetaElement>('meta[name="root"]')?.content ?? '/';

/** Below which path of its host the browser finds the server, behind a proxy say: empty, or `/atomgit`. */
const BASE = new URL(root, location.href).pathname.replace(/\/$/, '');

/** The address of a page or a call of ours, for links and requests. @param path `/demo/demo` */
export const linkTo = (path: string): string => BASE + path;

/** The other way round. @param path of an address, as the browser has it @returns null for what is not of this server */
export const pathIn = (path: string): string | null =>
  path.startsWith(`${BASE}/`) ? path.slice(BASE.length) : null;

/** Under which address the browser reaches the server, without a slash at its end. */
export const serverUrl = (): string => location.origin + BASE;
