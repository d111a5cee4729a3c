// The package.json of the published package.
import { readFileSync } from 'node:fs';

const { version, description, license, engines, dependencies } = JSON.parse(
  readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'),
);

export const manifest = {
  name: 'atomgit-mock',
  version,
  description,
  keywords: ['atomgit', 'webhook', 'git', 'mock', 'test', 'fixture', 'ci'],
  license,
  type: 'module',
  engines,
  os: ['!win32'],
  files: [
    '*.cjs',
    '*.js',
    '*.d.ts',
    '*.d.cts',
    '*.md',
    '*.txt',
    'schemas',
    'seeded-folder',
    'web',
    'docs',
    'examples',
  ],
  bin: { 'atomgit-mock': './atomgit-mock.cjs' },
  exports: {
    '.': {
      import: { types: './index.d.ts', default: './index.js' },
      // The same module, shared by `import` and `require`.
      require: { types: './index.d.cts', default: './library.cjs' },
    },
    './vitest': { types: './vitest.d.ts', default: './vitest.js' },
    './schemas/*': './schemas/*',
    './package.json': './package.json',
  },
  // Dependencies that cannot be bundled.
  dependencies: { 'better-sqlite3': dependencies['better-sqlite3'] },
  peerDependencies: { vitest: '>=3.2' },
  peerDependenciesMeta: { vitest: { optional: true } },
};
