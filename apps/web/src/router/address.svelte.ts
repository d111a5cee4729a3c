import { linkTo, pathIn } from './base.js';
import { routeAt, type Route } from './route.js';

const currentPath = (): string => pathIn(location.pathname) ?? '/';

/** Where the page is: what the address bar says. */
class Address {
  path = $state(currentPath());
  query = $state.raw(new URLSearchParams(location.search));
  hash = $state(location.hash);
  /** All pages. */
  routes = $state.raw<readonly Route[]>([]);
  /** Null where no page is. */
  readonly found = $derived(routeAt(this.path, this.routes));
}

export const address = new Address();

/** @public A part of the address that the page's pattern names, without its escapes; `rest` for `*`. */
export const param = (name: string): string => address.found?.params[name] ?? '';

function read(): void {
  address.path = currentPath();
  address.query = new URLSearchParams(location.search);
  address.hash = location.hash;
}

/** Goes to another page of ours, and back by the browser's button. */
export function go(url: string): void {
  history.pushState(null, '', url);
  read();
  window.scrollTo(0, 0);
  // The element that had the focus is mostly gone; the focus goes to the start of the page, not of the document.
  document.getElementById('content')?.focus({ preventScroll: true });
}

type Changes = Readonly<Record<string, string | null>>;

/** This page with another query. @param changes null takes a field away */
export function withQuery(changes: Changes): string {
  const query = new URLSearchParams(address.query);
  for (const [name, value] of Object.entries(changes))
    if (value === null || value === '') query.delete(name);
    else query.set(name, value);
  const text = query.toString();
  return linkTo(`${address.path}${text === '' ? '' : `?${text}`}`);
}

/** Says in the address bar what is shown now, so that it can be sent to somebody. */
export function note(changes: Changes): void {
  history.replaceState(null, '', withQuery(changes));
  read();
}

const isPage = (path: string | null, routes: readonly Route[]): boolean =>
  path !== null && routeAt(path, routes) !== null;

/** Makes links to pages of ours change the page without loading the document anew. */
export function followAddress(routes: readonly Route[]): void {
  address.routes = routes;
  window.addEventListener('popstate', read);
  window.addEventListener('hashchange', read);
  document.addEventListener('click', (event) => {
    const isPlain =
      event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    if (
      !isPlain ||
      event.defaultPrevented ||
      link === null ||
      link.target !== '' ||
      link.hasAttribute('download')
    )
      return;
    const url = new URL(link.href);
    const isHere = url.pathname === location.pathname && url.search === location.search && url.hash !== '';
    if (url.origin !== location.origin || isHere || !isPage(pathIn(url.pathname), routes)) return;
    event.preventDefault();
    go(link.href);
  });
}
