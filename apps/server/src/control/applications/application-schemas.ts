import type { z } from 'zod';
import {
  knownFields,
  lenientBoolean,
  proseUnlessEmpty,
  requiredNames,
  requiredText,
} from '../../rest/shared/schemas.js';

export const CreateApplication = knownFields(
  {
    name: requiredText(200),
    client_id: proseUnlessEmpty(200),
    client_secret: proseUnlessEmpty(200),
    confidential: lenientBoolean,
    redirect_uris: requiredNames('must name at least one address'),
  },
  'the body must be a JSON object or a form',
).transform((fields) => ({
  name: fields.name,
  clientId: fields.client_id,
  clientSecret: fields.client_secret,
  isConfidential: fields.confidential,
  redirectUris: fields.redirect_uris,
}));
export type CreateApplication = z.output<typeof CreateApplication>;
