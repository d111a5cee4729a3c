/** The query of an address with its `?`; empty without one. */
export const queryOf = (url: string): string => /\?.*/.exec(url)?.[0] ?? '';
