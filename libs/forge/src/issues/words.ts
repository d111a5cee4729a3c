import { Brackets } from 'typeorm';
import { containing } from '../containing.js';

/** That the title or the description of an issue or a merge request has these words, in any case. @param row its name in the query */
export const hasWords = (row: string, words: string): Brackets => {
  const parameters = { words: containing(words) };
  const has = (column: string) => String.raw`LOWER(${row}.${column}) LIKE LOWER(:words) ESCAPE '\'`;
  return new Brackets((either) =>
    either.where(has('title'), parameters).orWhere(has('description'), parameters),
  );
};
