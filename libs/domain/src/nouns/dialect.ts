/** How deliveries look on the wire: as AtomGit's page documents it, as production sends it today, as its ancestor sends it. */
export const DIALECTS = ['documented', 'gitcode', 'codeup'] as const;
export type Dialect = (typeof DIALECTS)[number];
