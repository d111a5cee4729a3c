import { DIALECT_NAMES, dialectNamed, payloadSchema, SCHEMA_NAMES, type Dialect } from '#payloads';

/** The webhooks: an operation for each event of each dialect. */
export const webhookOperations = (): Record<string, object> =>
  Object.fromEntries(DIALECT_NAMES.map(dialectNamed).flatMap(operationsOf));

const operationsOf = (dialect: Dialect) =>
  SCHEMA_NAMES.flatMap((event): [string, object][] => {
    const schema = payloadSchema(dialect, event);
    return schema === null ? [] : [[`${dialect.name}/${event}`, operation(dialect, event, schema)]];
  });

const operation = ({ name, headers }: Dialect, event: string, schema: object) => ({
  post: {
    operationId: `${name}_${event}`,
    summary: `${event}, in the dialect ${name}`,
    parameters: [...headers.event, ...headers.delivery].map((header) => ({
      name: header,
      in: 'header',
      required: true,
      schema: { type: 'string' },
    })),
    requestBody: { required: true, content: { 'application/json': { schema } } },
    responses: { '2XX': { description: 'Delivered' } },
  },
});
