/**
 * The pattern of texts that contain these words, in any case: for `LOWER(column) LIKE LOWER(:words) ESCAPE '\\'`. Both sides are lowered by the
 * database, since SQLite lowers less than JavaScript does.
 */
export const containing = (words: string): string => `%${words.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
