import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import openapiTypes, { astToString } from 'openapi-typescript';
import prettier from 'prettier';
import ts from 'typescript';

interface Operation {
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { readonly schema: object }>> }>
  >;
}

type Paths = Readonly<Record<string, Readonly<Record<string, Operation>>>>;

const HEAD = `/*
 * What the server answers, by operation: those that the page names. Made from the OpenAPI document by \`npm run web-types\`: do not edit.
 */
`;

const NAMED = /'((GET|POST|PUT|PATCH|DELETE) (\/[^']+))'/g;

/** The operations that sources name, such as `'GET /_mock/clock'`. @param folder of the sources */
export function namedOperations(folder: string): readonly string[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const texts = files
    .filter((name) => /\.(ts|svelte)$/.test(name))
    .map((name) => readFileSync(join(folder, name), 'utf8'));
  const found = texts.flatMap((text) => [...text.matchAll(NAMED)].map(([, operation = '']) => operation));
  return [...new Set(found)].sort();
}

/** @param operations `GET /_mock/clock` @returns a module with the type of each one's answer @throws for one that answers no JSON */
export async function answerTypes(paths: Paths, operations: readonly string[]): Promise<string> {
  const schemas = operations.map((operation) => [operation, schemaOf(paths, operation)]);
  const nodes = await openapiTypes(
    {
      openapi: '3.1.0',
      info: { title: 'answers', version: '1' },
      paths: {},
      components: { schemas: Object.fromEntries(schemas) },
    },
    { immutable: true, silent: true },
  );
  const components = nodes.find(
    (node): node is ts.InterfaceDeclaration =>
      ts.isInterfaceDeclaration(node) && node.name.text === 'components',
  );
  const types = components?.members.find(ts.isPropertySignature)?.type;
  if (types === undefined || !ts.isTypeLiteralNode(types)) throw new Error('there are no types of answers');
  const exported = ts.factory.createInterfaceDeclaration(
    [ts.factory.createModifier(ts.SyntaxKind.ExportKeyword)],
    'Answers',
    undefined,
    undefined,
    types.members,
  );
  const options = await prettier.resolveConfig(import.meta.filename);
  return prettier.format(HEAD + astToString(exported), { ...options, parser: 'typescript' });
}

function schemaOf(paths: Paths, operation: string): object {
  const [method = '', path = ''] = operation.split(' ');
  const responses = Object.entries(paths[path]?.[method.toLowerCase()]?.responses ?? {});
  const [, response] = responses.find(([status]) => status.startsWith('2')) ?? [];
  const schema = response?.content?.['application/json']?.schema;
  if (schema === undefined) throw new Error(`${operation} is not an operation that answers JSON`);
  return schema;
}
