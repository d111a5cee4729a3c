/** Where deliveries may go, of what is not forbidden for good. */
export interface AllowedTargets {
  /** Addresses, IPv4 or IPv6, and how many of their leading bits count. */
  readonly ranges: readonly { readonly address: string; readonly bits: number }[];
  /** In lower case and ASCII; `*.example.com` is every name below `example.com`. What they resolve to is allowed. */
  readonly names: readonly string[];
}

/** HTTP proxies, as `http://host:port`, with `user:password@` or without. */
export interface Proxies {
  /** For http targets; null when they are connected to as they are. */
  readonly http: string | null;
  /** For https targets; null for the same one. */
  readonly https: string | null;
  /** Hosts that are connected to without a proxy, in the form of `NO_PROXY`. */
  readonly exceptions: string;
}

/** How deliveries get to where they go. */
export interface NetworkSettings {
  /** Null for everywhere. */
  readonly allowed: AllowedTargets | null;
  /** PEM, one certificate each, that are trusted besides the usual ones. */
  readonly certificates: readonly string[];
  /** Null for none. */
  readonly proxies: Proxies | null;
}
