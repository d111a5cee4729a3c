import type { Dialect } from '#domain';

/** The headers by which a dialect tells what it delivers, spelled as receivers see them. */
export interface DialectHeaders {
  readonly userAgent: string;
  readonly event: readonly string[];
  /** The delivery id. */
  readonly delivery: readonly string[];
  /** The hook's secret itself. */
  readonly token: string;
  /** A signature made with it; null where the dialect has none. */
  readonly signature: string | null;
}

export const DIALECT_HEADERS: Readonly<Record<Dialect, DialectHeaders>> = {
  documented: {
    userAgent: 'AtomGit-Hookshot',
    event: ['X-AtomGit-Event'],
    delivery: ['X-AtomGit-Delivery'],
    token: 'X-AtomGit-Token',
    signature: 'X-AtomGit-Signature-256',
  },
  gitcode: {
    userAgent: 'git-gitcode-hook',
    event: ['X-GitCode-Event', 'X-AtomGit-Event'],
    delivery: ['X-GitCode-Delivery', 'X-AtomGit-Delivery'],
    token: 'X-GitCode-Token',
    signature: 'X-GitCode-Signature-256',
  },
  codeup: {
    userAgent: 'Codeup-Hook',
    event: ['X-Codeup-Event'],
    delivery: ['X-Codeup-Delivery'],
    token: 'X-Codeup-Token',
    signature: null,
  },
};
