/** Where deliveries may go, besides what is always forbidden. */
export interface AllowedTargets {
  /** CIDR ranges, IPv4 or IPv6. */
  readonly ranges: readonly { readonly address: string; readonly bits: number }[];
  /**
   * In lower case and ASCII; `*.example.com` is every name below `example.com`. Every address of such a name is
   * allowed.
   */
  readonly names: readonly string[];
}

/** HTTP proxies, as `http://host:port`, with `user:password@` or without. */
export interface Proxies {
  /** For http targets; null for a direct connection. */
  readonly http: string | null;
  /** For https targets; null for the same one. */
  readonly https: string | null;
  /** Hosts that are reached without a proxy, in the form of `NO_PROXY`. */
  readonly exceptions: string;
}

/** How deliveries are sent over the network. */
export interface NetworkSettings {
  /** Null for everywhere. */
  readonly allowed: AllowedTargets | null;
  /** PEM, one certificate each; trusted besides the usual ones. */
  readonly certificates: readonly string[];
  /** Null for none. */
  readonly proxies: Proxies | null;
}
