import { Ajv, type ValidateFunction } from 'ajv';
import { DIALECT_NAMES, dialectNamed, findDialect, payloadSchema } from '#payloads';
import { reportViolation, type Violation } from './contract-violations.js';
import type { Call } from './inbox.js';

const ajv = new Ajv({ allErrors: true });
const validators = new Map<string, ValidateFunction>();

/** Of the schema that the server publishes. */
function validator(dialectName: string, event: string): ValidateFunction | undefined {
  const key = `${dialectName}/${event}`;
  const dialect = findDialect(dialectName);
  const schema = dialect && payloadSchema(dialect, event);
  if (!schema) return undefined;
  const known = validators.get(key) ?? ajv.compile(schema);
  validators.set(key, known);
  return known;
}

const DIALECTS = DIALECT_NAMES.map((name) => dialectNamed(name));

/** What a plain Test Hook sends goes by the name of a push. */
function schemaName(event: string, body: unknown): string {
  const name = event
    .toLowerCase()
    .replace(/ hook$/, '')
    .replaceAll(' ', '_');
  const isPlainTest = name === 'push' && !Object.hasOwn(Object(body) as object, 'object_kind');
  return isPlainTest ? 'test_hook' : name;
}

function breachOf({ headers, body }: Call): Violation | null {
  const dialect = DIALECTS.find(({ headers: { userAgent } }) => userAgent === headers['user-agent']);
  // Not sent by the server.
  if (dialect === undefined) return null;
  const [event = '', delivery = ''] = [dialect.headers.event, dialect.headers.delivery].map(
    ([name = '']) => headers[name.toLowerCase()],
  );
  const violation = (message: string): Violation => ({
    delivery,
    message: `Delivery ${delivery} (${event}, dialect ${dialect.name}) breaks its contract:\n  ${message}`,
  });
  const validate = validator(dialect.name, schemaName(event, body));
  if (validate === undefined) return violation('there is no schema for such an event');
  if (validate(body)) return null;
  const problems = ajv.errorsText(validate.errors, { dataVar: 'payload', separator: '\n  ' });
  return violation(`${problems}\nIt was ${JSON.stringify(body)}`);
}

/** Notes it where a delivery breaks the schema of its dialect. */
export function checkContract(call: Call): void {
  const violation = breachOf(call);
  if (violation !== null) reportViolation(violation);
}
