import { z } from 'zod';
import { PageFields, pageOf } from '../../rest/shared/schemas.js';

/** The default page size. */
export const USUAL_PAGE = 30;

export const OlderPageQuery = z.object(PageFields).transform((fields) => pageOf(fields, USUAL_PAGE));
export type OlderPageQuery = z.output<typeof OlderPageQuery>;
