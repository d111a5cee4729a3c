import { refusalOf } from './refusals.js';

/** What is changed of an operation; the rest of it stays. */
export interface Operation {
  readonly operationId?: string;
  readonly parameters?: readonly { readonly in?: string; readonly name?: string }[];
  readonly responses?: Readonly<Record<string, object>>;
}

/** Schemas of what an operation answers, by media type. */
export type Content = Readonly<Record<string, { readonly schema: object }>>;

const ANYTHING = '*/*';

/** The operation of a path with what it answers, where that is known. @param answers by the id of an operation */
export function answered(
  path: string,
  operation: Operation,
  answers: ReadonlyMap<string, Content>,
): Operation {
  // A handler with several addresses has an operation for each, which Nest numbers.
  const content = answers.get(operation.operationId?.replace(/\[\d+\]$/, '') ?? '');
  if (content !== undefined && ANYTHING in content)
    return { ...operation, responses: { default: { description: 'What it was told to answer', content } } };
  const responses = Object.keys(operation.responses ?? {}).map((status) => [
    status,
    content === undefined || status === '204' ? { description: 'Done' } : { description: 'Done', content },
  ]);
  return { ...operation, responses: { ...Object.fromEntries(responses), default: refusalOf(path) } };
}

/** With the parameters of its path that guards read, and no handler does. */
export function withPathParameters(path: string, operation: Operation): Operation {
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
  const others = (operation.parameters ?? []).filter((parameter) => parameter.in !== 'path');
  const known = new Map((operation.parameters ?? []).map((parameter) => [parameter.name, parameter]));
  const parameters = inPath.map(
    (name) => known.get(name) ?? { name, in: 'path', required: true, schema: { type: 'string' } },
  );
  return { ...operation, parameters: [...parameters, ...others] };
}
