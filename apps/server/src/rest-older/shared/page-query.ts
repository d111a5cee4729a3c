import { z } from 'zod';
import { PageFields, pageOf } from '../../rest/shared/schemas.js';

/** How many are on a page unless the caller says so. */
export const USUAL_PAGE = 30;

export const OlderPageQuery = z.object(PageFields).transform((fields) => pageOf(fields, USUAL_PAGE));
export type OlderPageQuery = z.output<typeof OlderPageQuery>;
