import { refusalOf } from './error-responses.js';

/** The changed parts of an operation. */
export interface Operation {
  readonly operationId?: string;
  readonly parameters?: readonly { readonly in?: string; readonly name?: string }[];
  readonly responses?: Readonly<Record<string, object>>;
}

/** The schemas of an operation's answers, by media type. */
export type Content = Readonly<Record<string, { readonly schema: object }>>;

/** The documentation of a handler. */
export interface Described {
  readonly summary: string | undefined;
  /** The access that a caller needs: a word of `NeededAccess`, or `user`, `anyone`. */
  readonly 'x-access': string;
  /** The source of its values: `real`, or a word of `Values`. */
  readonly 'x-values': string;
  readonly content: Content | undefined;
}

const ANYTHING = '*/*';

/** The operation of a path with what is known of its handler. @param described by the id of an operation */
export function completed(
  path: string,
  operation: Operation,
  described: ReadonlyMap<string, Described>,
): Operation {
  // A handler with several addresses has an operation for each, numbered by Nest.
  const handler = described.get(operation.operationId?.replace(/\[\d+\]$/, '') ?? '');
  if (handler === undefined) return operation;
  const { content, ...said } = handler;
  if (content !== undefined && ANYTHING in content)
    return {
      ...operation,
      ...said,
      responses: { default: { description: 'Its configured answer', content } },
    };
  const responses = Object.keys(operation.responses ?? {}).map((status) => [
    status,
    content === undefined || status === '204' ? { description: 'Done' } : { description: 'Done', content },
  ]);
  return {
    ...operation,
    ...said,
    responses: { ...Object.fromEntries(responses), default: refusalOf(path) },
  };
}

/** Adds the path parameters that guards read instead of the handler. */
export function withPathParameters(path: string, operation: Operation): Operation {
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
  const others = (operation.parameters ?? []).filter((parameter) => parameter.in !== 'path');
  const known = new Map((operation.parameters ?? []).map((parameter) => [parameter.name, parameter]));
  const parameters = inPath.map(
    (name) => known.get(name) ?? { name, in: 'path', required: true, schema: { type: 'string' } },
  );
  return { ...operation, parameters: [...parameters, ...others] };
}
