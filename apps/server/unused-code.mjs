// What the bundle leaves out of the packages that it takes in. A start is mostly loading code, and none of this is ever run.
import { readFileSync } from 'node:fs';

/** Databases that we do not use. Where TypeORM lists them all, it finds classes that cannot do anything. */
const OTHER_DRIVERS =
  /[\\/]typeorm[\\/]driver[\\/](aurora-mysql|aurora-postgres|capacitor|cockroachdb|cordova|expo|mongodb|mysql|nativescript|oracle|react-native|sap|spanner|sqljs|sqlserver)[\\/]\w+\.js$/;

/** NestJS asks an installed TypeORM for two classes of its old versions, and so loads all of it a second time, from its files. */
const OLD_TYPEORM = /@nestjs[\\/]typeorm[\\/]dist[\\/]common[\\/]typeorm-compat\.js$/;

/** The logger that ours takes the place of makes a formatter of dates as soon as it is loaded. */
const NESTS_LOGGER = /@nestjs[\\/]common[\\/]services[\\/]console-logger\.service\.js$/;

/** The messages of zod in some fifty languages, all of which its namespace names. Ours are our own. */
const ZODS_LANGUAGES = /[\\/]zod[\\/]v4[\\/]locales[\\/]index\.js$/;

/** Fastify's compilers of JSON schemas: it is given others, see create-server.ts. */
const FASTIFYS_COMPILERS =
  /@fastify[\\/](ajv-compiler|fast-json-stringify-compiler)[\\/](index|standalone)\.js$/;

/** What we import of undici, and where it lies; the package's own index loads fetch, WebSockets and caches, too. */
const UNDICI = {
  Agent: 'undici/lib/dispatcher/agent.js',
  EnvHttpProxyAgent: 'undici/lib/dispatcher/env-http-proxy-agent.js',
  Pool: 'undici/lib/dispatcher/pool.js',
  buildConnector: 'undici/lib/core/connect.js',
};
const UNDICI_INDEX = '\0undici';

/** A plugin for rolldown. The build fails where a package has changed so that its part does not apply any more. */
export const unusedCode = {
  name: 'unused-code',
  resolveId: (id) => (id === 'undici' ? UNDICI_INDEX : null),
  load(id) {
    if (id === UNDICI_INDEX)
      return Object.entries(UNDICI)
        .map(([name, file]) => `export { default as ${name} } from '${file}';\n`)
        .join('');
    if (OLD_TYPEORM.test(id))
      return 'export const Connection = undefined;\nexport const AbstractRepository = undefined;\n';
    if (ZODS_LANGUAGES.test(id)) return "export { default as en } from './en.js';\n";
    if (FASTIFYS_COMPILERS.test(id)) return 'module.exports = undefined;\n';
    if (OTHER_DRIVERS.test(id)) return emptyClasses(readFileSync(id, 'utf8'));
    return null;
  },
  transform(code, id) {
    if (!NESTS_LOGGER.test(id)) return null;
    const [made, options] = /new Intl\.DateTimeFormat\((undefined, \{[^}]*\})\)/.exec(code) ?? [];
    if (made === undefined) throw new Error(`${id} does not make a formatter of dates any more`);
    return code.replace(made, `{ format: (date) => new Intl.DateTimeFormat(${options}).format(date) }`);
  },
};

const emptyClasses = (source) =>
  [...source.matchAll(/^exports\.(\w+) = void 0;$/gm)]
    .map(([, name]) => `exports.${name} = class {};\n`)
    .join('');
