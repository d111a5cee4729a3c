/** What is changed of an operation; the rest of it stays. */
export interface Operation {
  readonly operationId?: string;
  readonly parameters?: readonly { readonly in?: string; readonly name?: string }[];
  readonly responses?: Readonly<Record<string, object>>;
}

/** The documented form of all refusals; 401 has the message alone. */
const ERROR_SCHEMA = {
  type: 'object',
  properties: {
    error_code: { type: 'integer' },
    error_code_name: { type: 'string' },
    error_message: { type: 'string' },
    trace_id: { type: 'string' },
    message: { type: 'string' },
  },
  required: ['message'],
};

/** Stands among the components as `Refusal`. */
export const REFUSAL = {
  description: 'A refusal, with a sentence that says why',
  content: { 'application/json': { schema: ERROR_SCHEMA } },
};

const ERRORS = { default: { $ref: '#/components/responses/Refusal' } };

/** Schemas of what an operation answers, by media type. */
export type Content = Readonly<Record<string, { readonly schema: object }>>;

/** With what it answers, where that is known. @param answers by the id of an operation */
export function answered(operation: Operation, answers: ReadonlyMap<string, Content>): Operation {
  // A handler with several addresses has an operation for each, which Nest numbers.
  const content = answers.get(operation.operationId?.replace(/\[\d+\]$/, '') ?? '');
  const responses = Object.keys(operation.responses ?? {}).map((status) => [
    status,
    content === undefined || status === '204' ? { description: 'Done' } : { description: 'Done', content },
  ]);
  return { ...operation, responses: { ...Object.fromEntries(responses), ...ERRORS } };
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
