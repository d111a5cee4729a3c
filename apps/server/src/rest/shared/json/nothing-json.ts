import { z } from 'zod';

/** A list of what there is none of here. */
export const EmptyListJson = () => z.array(z.string()).max(0);

/** The answer of what has nothing to say. */
export const NothingJson = () => z.strictObject({});
