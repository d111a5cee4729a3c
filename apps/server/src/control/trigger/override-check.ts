import { Ajv, type ErrorObject } from 'ajv';
import { ForgeError, quoted, shortened, shownOf, type DomainEvent } from '#domain';
import { bodyOf, schemaOfKind, type Dialect, type Links, type Overrides } from '#payloads';
import { valueAt } from '../wait/delivery-matcher.js';

/** Stands for the id of a delivery. */
const SOME_DELIVERY = { uuid: '00000000-0000-4000-8000-000000000000', hookId: 1 };

/**
 * Checks that a dialect has a payload for the event and that the overrides fit its schema.
 * @param event without the overrides
 * @throws ForgeError `invalid` with the path of the problem
 */
export function checkOverrides(
  { event, overridden }: { readonly event: DomainEvent; readonly overridden: DomainEvent },
  overrides: Overrides,
  { dialect, links }: { readonly dialect: Dialect; readonly links: Links },
): void {
  const { kind } = shownOf(event);
  const [plain, changed] = [bodyOf(event, dialect, links), bodyOf(overridden, dialect, links)];
  const schema = schemaOfKind(dialect, kind);
  if (plain === null || changed === null || schema === null)
    throw new ForgeError('invalid', `Dialect ${dialect.name} has no such event`);
  const payload: unknown = JSON.parse(plain(SOME_DELIVERY));
  const missing = Object.keys(overrides).find((path) => valueAt(payload, path) === undefined);
  if (missing !== undefined)
    throw new ForgeError(
      'invalid',
      `overrides: ${quoted(missing)} is not in the payload of dialect ${dialect.name}`,
    );
  const validate = new Ajv().compile(schema);
  if (validate(JSON.parse(changed(SOME_DELIVERY)))) return;
  const [error] = validate.errors ?? [];
  throw new ForgeError(
    'invalid',
    `overrides: ${error === undefined ? 'not in the schema' : problemOf(error)}`,
  );
}

/** `object_attributes.title must be string` */
function problemOf({ instancePath, message = '', params }: ErrorObject): string {
  const details = Object.values(params).flat().map(String).join(', ');
  return shortened(`${instancePath.slice(1).replaceAll('/', '.')} ${message} (${details})`.trim());
}
