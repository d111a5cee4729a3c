import { isOlderPath } from '../../http/gate/own-paths.js';

const text = { type: 'string' };
const number = { type: 'integer' };

const exactly = (properties: Readonly<Record<string, object>>) => ({
  type: 'object',
  properties,
  required: Object.keys(properties),
  additionalProperties: false,
});

/** At least these properties. */
const withMore = (properties: Readonly<Record<string, object>>) => ({
  type: 'object',
  properties,
  required: Object.keys(properties),
});

const refusal = (description: string, schema: object) => ({
  description,
  content: { 'application/json': { schema } },
});

const V5 = {
  anyOf: [
    exactly({ message: { const: '401 Unauthorized' } }),
    withMore({
      error_code: number,
      error_code_name: text,
      error_message: text,
      trace_id: text,
      message: text,
    }),
  ],
};

const OLDER = {
  anyOf: [
    exactly({ error: text, error_description: text }),
    exactly({ error_code: number, error_message: text }),
  ],
};

const OAUTH = { anyOf: [withMore({ error: text, error_description: text }), ...V5.anyOf, ...OLDER.anyOf] };

/** Components of the document: the forms of all errors. Each has a message with the reason. */
export const REFUSALS = {
  Refusal: refusal('A refusal in the form of REST v5', V5),
  OlderRefusal: refusal('A refusal in the form of the older API', OLDER),
  OAuthRefusal: refusal('A refusal in the form of RFC 6749', OAUTH),
};

/** The form of errors at such a path. */
export function refusalOf(path: string): { readonly $ref: string } {
  const name: keyof typeof REFUSALS = /^(\/login)?\/oauth\//.test(path)
    ? 'OAuthRefusal'
    : isOlderPath(path)
      ? 'OlderRefusal'
      : 'Refusal';
  return { $ref: `#/components/responses/${name}` };
}
