/** Where deliveries may go, of what is not forbidden for good. */
export interface AllowedTargets {
  /** Addresses, IPv4 or IPv6, and how many of their leading bits count. */
  readonly ranges: readonly { readonly address: string; readonly bits: number }[];
  /** In lower case and ASCII; `*.example.com` is every name below `example.com`. What they resolve to is allowed. */
  readonly names: readonly string[];
}

/** How deliveries get to where they go. */
export interface NetworkSettings {
  /** Null for everywhere. */
  readonly allowed: AllowedTargets | null;
  /** PEM, one certificate each, that are trusted besides the usual ones. */
  readonly certificates: readonly string[];
}
