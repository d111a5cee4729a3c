import { testOf } from './endpoint-tests.js';

interface Operation {
  readonly summary?: string;
  readonly 'x-access'?: string;
  readonly 'x-values'?: string;
}

type Paths = Readonly<Record<string, Readonly<Record<string, Operation>>>>;

const HEAD = `# All endpoints

Made from the [OpenAPI document](endpoints.md) by \`npm run endpoints\`: do not edit.

Access, in \`strict\`: *anyone* needs no token, *user* a token of anybody; the others need the right to *read*, *push* or *administer* in the repository,
*edit* is for those who wrote something and those who may push, *membership* and *administer organisation* are about the organisation;
*administer server* is for the first user, \`atomgit\`, with their own token.

Values: *real* ones come from git and the database; *kept* ones are shown as they were set, and have no effect; *empty* is a documented shape with nothing in it.

Test: the file in \`test/\` that shows the endpoint's life. \`rest/refusals\` has the refusals of nearly all, \`access/access-matrix\` calls each in every role.
`;

/** A row for each operation, in sections by what the path begins with. */
export function endpointTable(paths: Paths): string {
  const operations = Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({ path, method, operation })),
  );
  const sections = SECTIONS.map(({ title, pattern }) => {
    const isTested = title !== CONTROL;
    const rows = operations
      .filter(({ path }) => SECTIONS.find((section) => section.pattern.test(path))?.pattern === pattern)
      .sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0))
      .map(
        ({ path, method, operation }) =>
          `| \`${method.toUpperCase()}\` | \`${path}\` | ${operation.summary ?? ''} | ${operation['x-values'] ?? ''} | ${operation['x-access'] ?? ''} |${isTested ? ` ${shownTest(method, path)} |` : ''}`,
      );
    const columns = ['method', 'path', 'what', 'values', 'access', ...(isTested ? ['test'] : [])];
    return `## ${title}\n\n${line(columns)}\n${line(columns.map(() => '---'))}\n${rows.join('\n')}\n`;
  });
  return `${HEAD}\n${sections.join('\n')}`;
}

const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

const shownTest = (method: string, path: string): string => {
  const test = testOf(`${method.toUpperCase()} ${path}`) ?? '';
  return `\`${test.replace(/^test\/|\.test\.ts$/g, '')}\``;
};

/** Its tests are many, and by what it is used for. */
const CONTROL = 'The control plane';

const SECTIONS = [
  { title: 'REST v5', pattern: /^\/api\// },
  { title: CONTROL, pattern: /^\/(_mock|_sink)/ },
  { title: 'OAuth 2', pattern: /oauth\// },
  { title: 'The older API', pattern: /^\// },
];
