// The build: the TypeScript and what it uses of node_modules in a few files, because starting is mostly loading modules.
// Writes into dist: program.cjs, atomgit-mock.cjs, which starts it, library.cjs, what both share, web, which is the page, schemas, and
// seeded-folder, which they start on; then dist/package of these. Types are left out unread: `npm run check:types`.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import { layOutPackage } from '../library/package/lay-out.mjs';
import { buildPage } from '../web/build.mjs';
import { unusedCode } from './unused-code.mjs';
import { writeSchemas } from './schema-files.mjs';

const dist = fileURLToPath(new URL('../../dist/', import.meta.url));

/** Native code stays where it was built; the rest are packages that NestJS and TypeORM would use if they were there. */
const external = [
  /^better-sqlite3$/,
  /^@nestjs\/(microservices|platform-express|websockets)/,
  /^class-(transformer|validator)/,
  /^@fastify\/(multipart|static|view)$/,
  /^@(google-cloud|sap)\//,
  /^(expo-sqlite|hdb-pool|ioredis|mongodb|mssql|mysql2?|oracledb|pg|pg-native|pg-query-stream|redis|sql\.js)$/,
  /^(react-native-sqlite-storage|typeorm-aurora-data-api-driver)$/,
];

const bundle = await rolldown({
  input: {
    program: fileURLToPath(new URL('src/main.ts', import.meta.url)),
    library: fileURLToPath(new URL('../library/src/index.ts', import.meta.url)),
  },
  platform: 'node',
  external,
  tsconfig: fileURLToPath(new URL('tsconfig.app.json', import.meta.url)),
  // `source` leads to the rooms, see `imports` in package.json; `module` is what rolldown looks for where it is left alone.
  resolve: { conditionNames: ['source', 'module'], extensionAlias: { '.js': ['.ts', '.js'] } },
  // undici's own way to leave out its second parser of HTTP, which is an experiment.
  transform: { define: { esbuildDetection: 'true' } },
  plugins: [unusedCode],
  onLog: () => undefined,
});
// Names of functions stay, so that a stack trace can be read.
const minify = { compress: true, mangle: true, codegen: { removeWhitespace: true } };
const { output } = await bundle.write({
  dir: dist,
  entryFileNames: '[name].cjs',
  chunkFileNames: '[name].cjs',
  format: 'cjs',
  // One character beyond Latin-1 would make V8 hold all of it in two bytes each: a fifth of the time to load it.
  charset: 'ascii',
  keepNames: true,
  minify,
});
// What Node has compiled of an earlier build serves nobody.
rmSync(`${dist}compile-cache`, { recursive: true, force: true });
copyFileSync(new URL('launcher.cjs', import.meta.url), `${dist}atomgit-mock.cjs`);

/** What a first start makes in its folder, for all that follow to copy. See database/copy-seeded-folder.ts. */
async function makeSeededFolder(folder) {
  rmSync(folder, { recursive: true, force: true });
  const args = [
    `${dist}atomgit-mock.cjs`,
    '--data',
    folder,
    '--host',
    '127.0.0.1',
    '--port',
    '0',
    '--seed',
    'demo',
  ];
  // Nobody's settings but these.
  const server = spawn(process.execPath, args, {
    env: { PATH: process.env.PATH },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  server.stderr.on('data', (text) => (said += text));
  const exited = once(server, 'exit');
  // It prints where it listens, or ends without a word.
  await Promise.race([once(server.stdout, 'data'), exited]);
  server.kill();
  const [code] = await exited;
  if (code === 0) {
    const others = readdirSync(folder).filter(
      (name) => !['atomgit-mock.sqlite', 'repositories'].includes(name),
    );
    for (const name of others) rmSync(join(folder, name), { recursive: true });
    return;
  }
  rmSync(folder, { recursive: true, force: true });
  process.stderr.write(`There is no folder to start on, so each first start makes its own: ${said}\n`);
}

const pageModules = await buildPage();
await writeSchemas(`${dist}schemas`);
copyFileSync(new URL('src/seed/seed.schema.json', import.meta.url), `${dist}schemas/seed.json`);
await makeSeededFolder(`${dist}seeded-folder`);
await layOutPackage(output, pageModules);
