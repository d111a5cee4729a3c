// The types of the package: one self-contained file per entry.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import { dts } from 'rolldown-plugin-dts';

const source = (name) => fileURLToPath(new URL(`../src/${name}.ts`, import.meta.url));

/**
 * Writes `index.d.ts`, which references what `await using` needs, and `vitest.d.ts`. Types are not checked here:
 * `npm run check:types`.
 */
export async function writeTypes(folder) {
  const bundle = await rolldown({
    input: { index: source('index'), vitest: source('vitest') },
    external: ['vitest', 'atomgit-mock', '#server', /^node:/],
    resolve: { conditionNames: ['source'], extensionAlias: { '.js': ['.ts', '.js'] } },
    plugins: [
      dts({ emitDtsOnly: true, oxc: true, tsconfig: false, compilerOptions: { stripInternal: true } }),
    ],
  });
  await bundle.write({ dir: folder, format: 'es' });
  const index = join(folder, 'index.d.ts');
  writeFileSync(index, `/// <reference lib="esnext.disposable" />\n${readFileSync(index, 'utf8')}`);
}
