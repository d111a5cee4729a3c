import { Ajv, type ValidateFunction } from 'ajv';
import { DIALECT_NAMES, dialectNamed, findDialect, payloadSchema } from '#payloads';
import { onTestFinished } from 'vitest';
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

/** A delivery that is not as its dialect's schema has it. */
interface Breach {
  /** The delivery id. */
  readonly delivery: string;
  readonly message: string;
}

function breachOf({ headers, body }: Call): Breach | null {
  const dialect = DIALECTS.find(({ headers: { userAgent } }) => userAgent === headers['user-agent']);
  // Not sent by the server.
  if (dialect === undefined) return null;
  const [event = '', delivery = ''] = [dialect.headers.event, dialect.headers.delivery].map(
    ([name = '']) => headers[name.toLowerCase()],
  );
  const breach = (message: string): Breach => ({
    delivery,
    message: `Delivery ${delivery} (${event}, dialect ${dialect.name}) breaks its contract:\n  ${message}`,
  });
  const validate = validator(dialect.name, schemaName(event, body));
  if (validate === undefined) return breach('there is no schema for such an event');
  if (validate(body)) return null;
  const problems = ajv.errorsText(validate.errors, { dataVar: 'payload', separator: '\n  ' });
  return breach(`${problems}\nIt was ${JSON.stringify(body)}`);
}

/** Of the test that runs; null before its first receiver opens. */
let breaches: Breach[] | null = null;

/** From now on to its end, the test fails for every delivery that breaks its contract. To be called by what receives. */
export function watchContracts(): void {
  if (breaches !== null) return;
  const found: Breach[] = [];
  breaches = found;
  // Runs when all receivers and servers that came later have stopped.
  onTestFinished(() => {
    breaches = null;
    if (found.length > 0) throw new Error(found.map(({ message }) => message).join('\n'));
  });
}

export function checkContract(call: Call): void {
  const breach = breachOf(call);
  if (breach !== null) breaches?.push(breach);
}

/**
 * Takes back what was to be broken: the log tells of a fault.
 * @param wasAskedFor whether the server's log says so of the delivery of that id
 */
export async function excuseBreaches(wasAskedFor: (delivery: string) => Promise<boolean>): Promise<void> {
  const found = breaches ?? [];
  for (const breach of found.slice())
    if (await wasAskedFor(breach.delivery)) found.splice(found.indexOf(breach), 1);
}
