import { z } from 'zod';
import { wholeNumber } from './numbers.js';

const HIGHEST = Number.MAX_SAFE_INTEGER;
const LARGEST_PAGE = 100;

export const PageFields = { page: wholeNumber(1, HIGHEST), per_page: wholeNumber(1, HIGHEST) };

/** A larger page size than allowed is no error: the largest page is returned. */
export const pageOf = (
  { page = 1, per_page: perPage }: { page?: number | undefined; per_page?: number | undefined },
  usual = 20,
) => ({ page, perPage: Math.min(perPage ?? usual, LARGEST_PAGE) });

/** The page of a list. */
export const PageQuery = z.object(PageFields).transform((fields) => pageOf(fields));
export type PageQuery = z.output<typeof PageQuery>;

export const skipTake = ({ page, perPage }: PageQuery) => ({ skip: (page - 1) * perPage, take: perPage });
