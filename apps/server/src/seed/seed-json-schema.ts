import { z } from 'zod';
import { Seed } from './seed.js';

/** For editors: what a seed may have, as a JSON Schema. */
export const seedJsonSchema = () => ({
  ...z.toJSONSchema(Seed, { io: 'input', target: 'draft-7' }),
  title: 'A seed of atomgit-mock',
});
