import { z } from 'zod';
import { Seed } from './seed.js';

/** The JSON Schema of seeds, for editors. */
export const seedJsonSchema = () => ({
  ...z.toJSONSchema(Seed, { io: 'input', target: 'draft-7' }),
  title: 'A seed of atomgit-mock',
});
