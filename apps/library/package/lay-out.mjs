// Lays out dist/package, the published package. `npm pack ./dist/package` packs it.
import { chmodSync, cpSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import { licenceTexts } from './licences.mjs';
import { manifest } from './manifest.mjs';
import { writeTypes } from './types.mjs';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const FOLDER = join(ROOT, 'dist', 'package');
/** Other output of the build; the seeded folder is optional. */
const BESIDE = ['atomgit-mock.cjs', 'schemas', 'seeded-folder', 'web'];
/** For people. */
const TEXTS = [
  'README.md',
  'README.zh-CN.md',
  'ARCHITECTURE.md',
  'CHANGELOG.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  'LICENSE',
  'docs',
  'examples',
];

/**
 * @param chunks what the bundler has written into dist: the program and the library share some of them
 * @param pageModules the files that the page consists of
 */
export async function layOutPackage(chunks, pageModules) {
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER);
  for (const file of [...chunks.map(({ fileName }) => fileName), ...BESIDE])
    if (existsSync(join(ROOT, 'dist', file)))
      cpSync(join(ROOT, 'dist', file), join(FOLDER, file), { recursive: true });
  chmodSync(join(FOLDER, 'atomgit-mock.cjs'), 0o755);
  for (const text of TEXTS) cpSync(join(ROOT, text), join(FOLDER, text), { recursive: true });
  write('package.json', `${JSON.stringify(manifest, null, 2)}\n`);
  write(
    'THIRD-PARTY-LICENSES.txt',
    licenceTexts([...chunks.flatMap(({ moduleIds }) => moduleIds), ...pageModules]),
  );
  const library = chunks.find(({ name, isEntry }) => isEntry && name === 'library');
  write('index.js', `export { ${library.exports.join(', ')} } from './library.cjs';\n`);
  await Promise.all([writeFixtures(), writeTypes(FOLDER)]);
  // CommonJS users cannot use the types of an ES module; ES modules can use those of a script.
  renameSync(join(FOLDER, 'index.d.ts'), join(FOLDER, 'index.d.cts'));
  write('index.d.ts', "export * from './index.cjs';\n");
}

const write = (file, text) => writeFileSync(join(FOLDER, file), text);

async function writeFixtures() {
  const bundle = await rolldown({
    input: fileURLToPath(new URL('../src/vitest.ts', import.meta.url)),
    external: ['vitest', 'atomgit-mock'],
  });
  await bundle.write({ file: join(FOLDER, 'vitest.js'), format: 'es' });
}
