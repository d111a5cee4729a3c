import { z } from 'zod';
import { base64, body, prose, requiredBase64 } from '../shared/schemas.js';

const LONGEST_NAME = 255;

const LARGEST_IMAGE = 20 * 1024 * 1024;

/** Whatever folders somebody's disk has: the last part counts. */
const nameOf = (given: string | undefined, usual: string): string =>
  given?.split(/[/\\]/).at(-1)?.trim() || usual;

/** A file of a form, which stands in its field in base64, with its name beside it. */
export const UploadFile = body({ file: requiredBase64, file_name: prose(LONGEST_NAME) }).transform(
  ({ file: bytes, file_name: name }) => ({ name: nameOf(name, 'file'), bytes }),
);
export type UploadFile = z.output<typeof UploadFile>;

/** A picture in base64; clients send it as the file of a form, too. */
export const UploadImage = body({
  body: base64,
  file: base64,
  file_name: prose(LONGEST_NAME),
}).transform(({ body: encoded, file, file_name: name }, context) => {
  const bytes = encoded ?? file;
  if (bytes !== undefined && bytes.length <= LARGEST_IMAGE) return { name: nameOf(name, 'image'), bytes };
  const message = bytes === undefined ? 'is missing' : `has ${bytes.length} bytes; at most 20 MB are allowed`;
  context.addIssue({ code: 'custom', path: ['body'], message });
  return z.NEVER;
});
export type UploadImage = z.output<typeof UploadImage>;
