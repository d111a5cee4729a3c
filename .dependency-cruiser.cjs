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

/**
 * Inside a room: its folders in order, each of which may import only itself and those before it. What lies beside the
 * folders (settings) is for all of them, and so are rows: a query may join those of any noun.
 */
const INNER = {
  git: [
    'files',
    'process',
    'repository',
    'refs',
    'history',
    'diff',
    'trees',
    'statistics',
    'commits',
    'merge',
    'push/journal',
    'push',
  ],
  webhooks: ['targets'],
  forge: [
    'users',
    'organisations',
    'oauth',
    'repositories',
    'access',
    'refs',
    'releases',
    'uploads',
    'commits',
    'statuses',
    'labels',
    'milestones',
    'issues',
    'merge-requests',
    'notes',
    'pushes',
    'samples',
  ],
  dispatcher: ['log', 'faults', 'http', 'retention', 'queue', 'outbox'],
};

const innerRules = Object.entries(INNER).flatMap(([room, folders]) => [
  ...folders.map((folder, index) => ({
    name: `${room}-${folder.replace('/', '-')}-imports-only-what-comes-before`,
    severity: 'error',
    from: { path: `^libs/${room}/src/${folder}/` },
    to: {
      path: `^libs/${room}/src/`,
      pathNot: `^libs/${room}/src/((${folders.slice(0, index + 1).join('|')})/|[^/]+$)|\\.entity\\.ts$`,
    },
  })),
  {
    name: `${room}-has-no-other-folders`,
    comment: 'A new folder needs its place in INNER.',
    severity: 'error',
    from: { path: `^libs/${room}/src/.+/`, pathNot: `^libs/${room}/src/(${folders.join('|')})/` },
    to: {},
  },
]);

module.exports = {
  forbidden: [
    ...roomRules,
    ...innerRules,
    {
      name: 'only-through-the-door',
      comment: 'Rooms are entered by their index.ts, never by a file behind it.',
      severity: 'error',
      from: { path: '^(libs/[^/]+|apps/[^/]+|migrations)/' },
      to: { path: '^libs/[^/]+/src/(?!index\\.ts$)', pathNot: '^$1/' },
    },
    {
      name: 'library-enters-the-server-by-its-door',
      comment:
        'It sits on the one way to a running server; all else it does by HTTP. Of the payloads it shows the types.',
      severity: 'error',
      from: { path: '^apps/library/' },
      to: {
        path: '^(apps|libs|migrations)/',
        pathNot: '^(apps/library/|apps/server/src/index\\.ts$|libs/payloads/src/index\\.ts$)',
      },
    },
    {
      name: 'nobody-needs-the-library',
      comment: 'But the build, which bundles it.',
      severity: 'error',
      from: { path: '^(apps/server|libs|migrations)/', pathNot: '\\.mjs$' },
      to: { path: '^apps/library/' },
    },
    {
      name: 'the-page-speaks-http',
      comment: 'It runs in a browser: of the server it knows the addresses.',
      severity: 'error',
      from: { path: '^apps/web/src/' },
      to: { path: '^(apps|libs|migrations)/', pathNot: '^apps/web/' },
    },
    {
      name: 'nobody-needs-the-page',
      comment: 'But the build.',
      severity: 'error',
      from: { path: '^(apps/(server|library)|libs|migrations)/', pathNot: '\\.mjs$' },
      to: { path: '^apps/web/' },
    },
    {
      name: 'what-all-pages-use-knows-none',
      severity: 'error',
      from: { path: '^apps/web/src/(api|parts|router|texts|theme)/' },
      to: { path: '^apps/web/src/', pathNot: '^apps/web/src/(api|parts|router|texts|theme)/' },
    },
    {
      name: 'payloads-are-pure',
      comment: 'No I/O, no framework, no database: same event in, same bytes out.',
      severity: 'error',
      from: { path: '^libs/(payloads|domain)/src/', pathNot: '\\.test\\.ts$' },
      to: { dependencyTypes: ['core', 'npm', 'npm-dev'] },
    },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-orphans',
      comment:
        'Who imports the files of the page is mostly a component, which is not read here; knip finds what nobody needs.',
      severity: 'error',
      from: { orphan: true, pathNot: '\\.(test|config)\\.ts$|\\.cjs$|^apps/web/src/' },
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
