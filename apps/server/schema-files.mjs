import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

/** Writes the JSON Schemas of all payloads as `/_mock/schemas` has them: `<folder>/<dialect>/<event>.json`. */
export async function writeSchemas(folder) {
  const bundle = await rolldown({
    input: fileURLToPath(new URL('../../libs/payloads/src/index.ts', import.meta.url)),
    platform: 'node',
    resolve: { conditionNames: ['source'], extensionAlias: { '.js': ['.ts', '.js'] } },
  });
  const { output } = await bundle.generate({ format: 'esm', codeSplitting: false });
  const code = Buffer.from(output[0].code).toString('base64');
  const { DIALECT_NAMES, dialectNamed, payloadSchema, SCHEMA_NAMES } = await import(
    `data:text/javascript;base64,${code}`
  );
  rmSync(folder, { recursive: true, force: true });
  for (const dialect of DIALECT_NAMES) {
    mkdirSync(join(folder, dialect), { recursive: true });
    for (const event of SCHEMA_NAMES) {
      const schema = payloadSchema(dialectNamed(dialect), event);
      if (schema === null) continue;
      writeFileSync(join(folder, dialect, `${event}.json`), `${JSON.stringify(schema)}\n`);
    }
  }
}
