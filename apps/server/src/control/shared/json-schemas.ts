import { z } from 'zod';

/** Any JSON: the body of a webhook, a value in it. Listing all types distinguishes it from a missing schema. */
export const AnyJson = () =>
  z.unknown().meta({ type: ['object', 'array', 'string', 'number', 'boolean', 'null'] });

export const ItemsJson = <Item extends z.ZodType>(item: Item) => z.strictObject({ items: z.array(item) });

/** A page of a log; `next` is the cursor of the next page. */
export const CursorPageJson = <Item extends z.ZodType>(item: Item) =>
  z.strictObject({ items: z.array(item), next: z.string().nullable() });

/** Determined by JSON Schema. */
export const JsonSchemaJson = () => z.unknown().meta({ type: 'object' });
