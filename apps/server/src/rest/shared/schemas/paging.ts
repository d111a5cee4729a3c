import { z } from 'zod';
import { wholeNumber } from './numbers.js';

const HIGHEST = Number.MAX_SAFE_INTEGER;
const LARGEST_PAGE = 100;

export const PageFields = { page: wholeNumber(1, HIGHEST), per_page: wholeNumber(1, HIGHEST) };

/** More per page than the API gives is not an error: the largest page is given. */
export const pageOf = (
  { page = 1, per_page: perPage }: { page?: number | undefined; per_page?: number | undefined },
  usual = 20,
) => ({ page, perPage: Math.min(perPage ?? usual, LARGEST_PAGE) });

/** Which page of a list is asked for. */
export const PageQuery = z.object(PageFields).transform((fields) => pageOf(fields));
export type PageQuery = z.output<typeof PageQuery>;

export const skipTake = ({ page, perPage }: PageQuery) => ({ skip: (page - 1) * perPage, take: perPage });
