/** The arrows between the rooms; ARCHITECTURE.md draws them. Whatever is not listed here is not allowed. */
const ARROWS = {
  domain: [],
  git: ['domain'],
  webhooks: ['domain'],
  payloads: ['domain'],
  forge: ['git', 'domain'],
  dispatcher: ['webhooks', 'payloads', 'domain'],
};

const roomRules = Object.entries(ARROWS).map(([room, allowed]) => ({
  name: `${room}-imports-only-${allowed.join('-') || 'itself'}`,
  severity: 'error',
  from: { path: `^libs/${room}/` },
  to: { path: '^(libs|apps|migrations)/', pathNot: `^libs/(${[room, ...allowed].join('|')})/` },
}));

module.exports = {
  forbidden: [
    ...roomRules,
    {
      name: 'only-through-the-door',
      comment: 'Rooms are entered by their index.ts, never by a file behind it.',
      severity: 'error',
      from: { path: '^(libs/[^/]+|apps/[^/]+|migrations)/' },
      to: { path: '^libs/[^/]+/src/(?!index\\.ts$)', pathNot: '^$1/' },
    },
    {
      name: 'payloads-are-pure',
      comment: 'No I/O, no framework, no database: same event in, same bytes out.',
      severity: 'error',
      from: { path: '^libs/(payloads|domain)/', pathNot: '\\.test\\.ts$' },
      to: { dependencyTypes: ['core', 'npm', 'npm-dev'] },
    },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-orphans',
      severity: 'error',
      from: { orphan: true, pathNot: '\\.(test|config)\\.ts$|\\.cjs$' },
      to: {},
    },
    { name: 'nothing-unresolved', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      conditionNames: ['source', 'import', 'node', 'default', 'types'],
      exportsFields: ['exports'],
    },
  },
};
