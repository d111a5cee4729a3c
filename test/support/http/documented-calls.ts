import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import type { OpenAPIObject } from '@nestjs/swagger';

/** A request and what was answered to it. */
export interface Exchange {
  /** `get` */
  readonly method: string;
  /** As the router knows it: `/api/v5/repos/:owner/:repo`. */
  readonly route: string;
  readonly url: string;
  readonly query: unknown;
  readonly sent: unknown;
  readonly status: number;
  /** The media type of the answer. */
  readonly type: string;
  readonly body: string;
}

interface Content {
  readonly [type: string]: { readonly schema?: object };
}

interface Operation {
  readonly parameters: readonly { readonly name: string; readonly in: string; readonly schema: object }[];
  readonly requestBody?: { readonly content: Content };
  readonly responses: Readonly<Record<string, { readonly $ref?: string; readonly content?: Content }>>;
}

/** Requests are read leniently: numbers may be text, for one. */
const answerSchemas = new Ajv2020({ strict: false, validateFormats: false });
const requestSchemas = new Ajv2020({
  strict: false,
  validateFormats: false,
  allErrors: true,
  verbose: true,
  coerceTypes: 'array',
});

/** The control plane takes no text for a list; its values of any kind have themselves in them, which would be wrapped without end. */
const controlSchemas = new Ajv2020({
  strict: false,
  validateFormats: false,
  allErrors: true,
  verbose: true,
  coerceTypes: true,
});

let document: Promise<OpenAPIObject> | undefined;
const validators = new Map<object, ValidateFunction>();

/** What of them is not as the document has it; that is asked for once. */
export async function violationsOf(
  exchanges: readonly Exchange[],
  read: () => Promise<OpenAPIObject>,
): Promise<string[]> {
  const documented = await (document ??= read());
  return exchanges.flatMap((exchange) => {
    const operation = operationOf(documented, exchange);
    if (operation === null) return [];
    const problems = [
      ...answerProblems(documented, operation, exchange),
      ...requestProblems(documented, operation, exchange),
    ];
    return problems.map(
      (problem) =>
        `${exchange.method.toUpperCase()} ${exchange.url}, answered ${exchange.status}, is not as /_mock/openapi.json has it:\n  ${problem}`,
    );
  });
}

/** Null where it is not described: git, pages. */
function operationOf({ paths }: OpenAPIObject, { method, route }: Exchange): Operation | null {
  const path = route.replaceAll(/:(\w+)/g, '{$1}').replace('/*', '/{path}');
  const item = paths[path];
  return item === undefined ? null : ((Reflect.get(item, method) as Operation | undefined) ?? null);
}

const ANYTHING = '*/*';

function answerProblems(documented: OpenAPIObject, { responses }: Operation, exchange: Exchange): string[] {
  const { status, type, body } = exchange;
  if (status >= 300 && status < 400) return [];
  const response = responses[status] ?? resolved(documented, responses['default']);
  const content = response?.content ?? {};
  if (ANYTHING in content) return [];
  if (status < 300 && responses[status] === undefined)
    return [`status ${status} is not among ${Object.keys(responses).join(', ')}`];
  if (body === '') return [];
  const [media = ''] = type.split(';');
  if (media !== 'application/json') {
    const success = status < 300 ? content : (Object.values(responses)[0]?.content ?? {});
    const isKnown = Object.keys(success).some((each) => each.split(';')[0] === media);
    return isKnown ? [] : [`${type} is not among ${Object.keys(success).join(', ')}`];
  }
  const schema = content['application/json']?.schema;
  if (schema === undefined) return ['there is no schema for JSON'];
  return problemsOf(answerSchemas, schema, JSON.parse(body), 'answer');
}

function resolved({ components }: OpenAPIObject, response: Operation['responses'][string] | undefined) {
  const name = response?.$ref?.split('/').at(-1);
  return name === undefined ? response : (components?.responses?.[name] as Operation['responses'][string]);
}

/** Of what was accepted: what is refused may be anything. */
function requestProblems(documented: OpenAPIObject, operation: Operation, exchange: Exchange): string[] {
  if (exchange.status >= 300) return [];
  const { query, body } = requestSchemasOf(documented, operation);
  return [
    ...fieldProblems(requestSchemas, 'query', query, exchange.query),
    ...fieldProblems(
      exchange.route.startsWith('/_mock/') ? controlSchemas : requestSchemas,
      'body',
      body,
      exchange.sent,
    ),
  ];
}

interface RequestSchemas {
  readonly query: object;
  readonly body: object;
}

const known = new Map<Operation, RequestSchemas>();

/** Made once, for each is compiled. */
function requestSchemasOf({ components }: OpenAPIObject, operation: Operation): RequestSchemas {
  const before = known.get(operation);
  if (before !== undefined) return before;
  const inQuery = operation.parameters.filter((parameter) => parameter.in === 'query');
  const properties = Object.fromEntries(inQuery.map(({ name, schema }) => [name, schema]));
  const body = operation.requestBody?.content['application/json']?.schema ?? { type: 'object' };
  // What they refer to stands among the components.
  const schemas = { query: { type: 'object', properties }, body: { ...body, components } };
  known.set(operation, schemas);
  return schemas;
}

/** Empty text counts as left out, lists may also be sent in a field, words in other spellings, and the token anywhere: that is more than is documented. */
const isMoreThanDocumented = ({ keyword, params, data }: ErrorObject): boolean =>
  keyword === 'enum' ||
  data === '' ||
  (keyword === 'type' && params['type'] === 'array') ||
  (keyword === 'additionalProperties' && params['additionalProperty'] === 'access_token');

function fieldProblems(ajv: Ajv2020, place: string, schema: object, value: unknown): string[] {
  if (typeof value !== 'object' || value === null || Buffer.isBuffer(value)) return [];
  if (Array.isArray(value) !== ('type' in schema && schema.type === 'array')) return [];
  return problemsOf(ajv, schema, lenientlyRead(value), place);
}

/** Forms know 1 and 0 where JSON has true and false. */
const lenientlyRead = (value: object): unknown =>
  JSON.parse(JSON.stringify(value), (_key, each: unknown) => (each === '1' ? 1 : each === '0' ? 0 : each));

function problemsOf(ajv: Ajv2020, schema: object, value: unknown, dataVar: string): string[] {
  const validate = validators.get(schema) ?? ajv.compile(schema);
  validators.set(schema, validate);
  validate(value);
  const errors =
    validate.errors?.filter((error) => ajv === answerSchemas || !isMoreThanDocumented(error)) ?? [];
  if (errors.length === 0) return [];
  return [`${ajv.errorsText(errors, { dataVar })}\n  It was ${JSON.stringify(value).slice(0, 2_000)}`];
}
