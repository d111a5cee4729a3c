import { z } from 'zod';
import { requiredText } from '../shared/schemas.js';

export const NamespaceQuery = z.object({ path: requiredText(200) });
export type NamespaceQuery = z.output<typeof NamespaceQuery>;
