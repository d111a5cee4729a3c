import { Ajv, type ErrorObject } from 'ajv';
import { z } from 'zod';
import type { BodyPieces, DeliveryRow } from '#dispatcher';
import { EVENT_TYPES } from '#domain';
import { findDialect, payloadSchema } from '#payloads';

/** Whether a body matches its dialect's schema; `schema` is null when the event has none. */
export const SchemaCheckJson = () =>
  z.strictObject({
    schema: z.string().nullable(),
    valid: z.boolean(),
    problems: z.array(z.strictObject({ path: z.string(), message: z.string() })),
  });
type SchemaCheckJson = z.output<ReturnType<typeof SchemaCheckJson>>;

export async function schemaCheck(
  { dialect: name, eventName }: DeliveryRow,
  body: BodyPieces,
): Promise<SchemaCheckJson> {
  let text = '';
  for await (const piece of body) text += piece;
  const payload: unknown = JSON.parse(text);
  const event = schemaName(eventName, payload);
  const dialect = findDialect(name);
  const schema = dialect && payloadSchema(dialect, event);
  if (!schema) return { schema: null, valid: false, problems: [] };
  const validate = new Ajv({ allErrors: true }).compile(schema);
  const valid = validate(payload);
  return {
    schema: `/_mock/schemas/${name}/${event}.json`,
    valid,
    problems: (validate.errors ?? []).map(problem),
  };
}

/** A plain Test Hook is sent under the name of a push. */
function schemaName(eventName: string, payload: unknown): string {
  const isPlainTest = !Object.hasOwn(Object(payload), 'object_kind');
  const [type = ''] = Object.entries(EVENT_TYPES).find(([, { header }]) => header === eventName) ?? [];
  return type === 'push' && isPlainTest ? 'test_hook' : type;
}

const problem = ({ instancePath, message = '' }: ErrorObject) => ({
  path: instancePath.slice(1).replaceAll('/', '.'),
  message,
});
