import { z } from 'zod';

/** A list that is always empty here. */
export const EmptyListJson = () => z.array(z.string()).max(0);

/** An answer without content. */
export const NothingJson = () => z.strictObject({});
