// Makes the JSON Schemas of the payloads from their TypeScript types: `src/<dialect>/schemas.json`. They are
// committed, so that running the product does not need this, and diffs show how a contract changes. `--check` only
// reports whether they are current.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import prettier from 'prettier';
import { createGenerator } from 'ts-json-schema-generator';

const file = (path) => fileURLToPath(new URL(path, import.meta.url));

/** Dialects with payloads of their own. */
const DIALECTS = ['documented', 'gitcode'];
const isCheck = process.argv.includes('--check');

async function schemasOf(dialect) {
  const { definitions } = createGenerator({
    path: file(`src/${dialect}/payloads.ts`),
    tsconfig: file('../../tsconfig.json'),
    type: 'Payloads',
    expose: 'export',
    topRef: true,
    jsDoc: 'extended',
    additionalProperties: false,
    encodeRefs: false,
    sortProps: false,
    skipTypeCheck: true,
  }).createSchema('Payloads');
  const { Payloads, ...others } = definitions;
  return prettier.format(JSON.stringify({ payloads: Payloads.properties, definitions: others }), {
    ...(await prettier.resolveConfig(file('src/index.ts'))),
    parser: 'json',
  });
}

for (const dialect of DIALECTS) {
  const path = file(`src/${dialect}/schemas.json`);
  const schemas = await schemasOf(dialect);
  if (!isCheck) writeFileSync(path, schemas);
  else if (readFileSync(path, 'utf8') !== schemas) {
    process.stderr.write(
      `libs/payloads/src/${dialect}/schemas.json is not what its types say: npm run schemas\n`,
    );
    process.exitCode = 1;
  }
}
