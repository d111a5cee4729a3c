import { readFileSync } from 'node:fs';
import { z } from 'zod';

const file = new URL('../../../../package.json', import.meta.url);

/** Of this package, as package.json says. */
export const { version: VERSION } = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync(file, 'utf8')));
