import type { OpenAPIObject } from '@nestjs/swagger';
import { escapedHtml } from '../../http/escaped-html.js';
import { queryOf, rootFrom } from '../../http/asked-address.js';

interface Shown {
  readonly method: string;
  readonly path: string;
  readonly operation: {
    readonly summary?: string;
    readonly tags?: readonly string[];
    readonly parameters?: readonly ShownParameter[];
    readonly requestBody?: unknown;
    readonly responses?: unknown;
  };
}

interface ShownParameter {
  readonly name?: string;
  readonly in?: string;
  readonly required?: boolean;
  readonly schema?: unknown;
}

/**
 * The OpenAPI document as a page of plain HTML, without scripts and external files. Its links are relative, as a proxy may
 * have put the server below a path.
 * @param url the page's own address; its query, `?access_token=…`, is that of what it links to
 */
export function docsPage(document: OpenAPIObject, url: string): string {
  const linkTo = (name: string) => escapedHtml(`${rootFrom(url)}_mock/${name}${queryOf(url)}`);
  const all = [...operationsOf(document.paths), ...operationsOf(document.webhooks ?? {})];
  const groups = new Map<string, Shown[]>();
  for (const shown of all)
    groups.set(groupOf(shown.path), [...(groups.get(groupOf(shown.path)) ?? []), shown]);
  const sections = [...groups].map(
    ([name, operations]) =>
      `<section><h2>${escapedHtml(name)}</h2>${operations.map(operationHtml).join('')}</section>`,
  );
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>atomgit-mock: the API</title><link rel="stylesheet" href="${linkTo('docs.css')}"></head><body>
<h1>${escapedHtml(document.info.title)} ${escapedHtml(document.info.version)}</h1>
<p>${escapedHtml(document.info.description ?? '')}. For programs: <a href="${linkTo('openapi.json')}">/_mock/openapi.json</a>.</p>
${sections.join('\n')}</body></html>\n`;
}

const operationsOf = (paths: object): Shown[] =>
  Object.entries(paths).flatMap(([path, item]: [string, Record<string, Shown['operation']>]) =>
    Object.entries(item).map(([method, operation]) => ({ method, path, operation })),
  );

/** `/api/v5/repos/{owner}/{repo}/pulls/{number}` belongs to `pulls`, `/_mock/clock/advance` to `/_mock/clock`. */
function groupOf(path: string): string {
  const [, noun = ''] = /^\/api\/v5\/repos\/\{owner\}\/\{repo\}\/([^/]+)/.exec(path) ?? [];
  if (noun !== '') return noun;
  const [first = '', second = '', third = ''] = path.replace(/^\//, '').split('/');
  if (first === 'api') return third;
  return path.startsWith('/') ? `/${[first, second].filter(Boolean).join('/')}` : `webhooks: ${first}`;
}

function operationHtml({ method, path, operation }: Shown): string {
  const parameters = (operation.parameters ?? []).map(
    ({ name = '', in: place = '', required, schema }) =>
      `<tr><td>${escapedHtml(name)}${required ? ' *' : ''}</td><td>${escapedHtml(place)}</td><td>${escapedHtml(typeOf(schema))}</td></tr>`,
  );
  const table = parameters.length === 0 ? '' : `<table>${parameters.join('')}</table>`;
  return `<details><summary><b>${escapedHtml(method.toUpperCase())}</b> <code>${escapedHtml(path)}</code></summary>${table}${json('body', operation.requestBody)}${json('answers', operation.responses)}</details>`;
}

const json = (title: string, value: unknown): string =>
  value === undefined ? '' : `<h3>${title}</h3><pre>${escapedHtml(JSON.stringify(value, null, 2))}</pre>`;

const typeOf = (schema: unknown): string =>
  typeof schema === 'object' && schema !== null && 'type' in schema ? String(schema.type) : 'any';

export const DOCS_STYLE = `body { font: 14px/1.5 system-ui, "PingFang SC", "Noto Sans CJK SC", sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color-scheme: light dark; }
code, pre { font: 13px/1.5 ui-monospace, monospace; }
pre { overflow-x: auto; padding: .75rem; border: 1px solid #8884; border-radius: 4px; }
summary { cursor: pointer; padding: .25rem 0; }
summary b { display: inline-block; min-width: 4.5rem; }
td { padding: 0 1rem .25rem 0; vertical-align: top; }
`;
