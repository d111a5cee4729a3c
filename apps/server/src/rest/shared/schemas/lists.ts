import { z } from 'zod';
import { bodyOrField, optional, required, shown, type Read } from './lenient.js';
import { hasNul } from './text.js';

/** The limit of names in a list. */
const MOST_NAMES = 100;

const list = z.array(z.string()).max(MOST_NAMES);

/** Names as a list, or as text separated by commas; at most 100. */
export const names = optional(list, readNames);

/** At least one name. */
export const requiredNames = (missing: string) =>
  required(
    list,
    (given) => {
      const read = readNames(given);
      return 'value' in read && read.value.length === 0 ? { problem: missing } : read;
    },
    missing,
  );

/** Names as the whole body, or in this field. */
export const namesInBody = (field: string, missing: string) =>
  bodyOrField(list, readNames, { fields: [field], absent: { problem: missing } });

function readNames(given: unknown): Read<string[]> {
  const parts: readonly unknown[] | null =
    typeof given === 'string' ? given.split(',') : Array.isArray(given) ? given : null;
  const areNames = parts?.every((name) => typeof name === 'string') && !parts.some(hasNul);
  if (!areNames) return { problem: `must be names, separated by commas, but is ${shown(given)}` };
  const value = parts.map((name) => name.trim()).filter((name) => name !== '');
  if (value.length <= MOST_NAMES) return { value };
  return { problem: `has ${value.length} names; at most ${MOST_NAMES} are allowed` };
}
