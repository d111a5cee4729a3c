import { z } from 'zod';
import { base64, body, prose, requiredBase64 } from '../shared/schemas.js';

const LONGEST_NAME = 255;

const LARGEST_IMAGE = 20 * 1024 * 1024;

/** Only the last part of a path counts. */
const nameOf = (given: string | undefined, usual: string): string =>
  given?.split(/[/\\]/).at(-1)?.trim() || usual;

/** A file of a form: base64 in its field, with its name beside it. */
export const UploadFile = body({ file: requiredBase64, file_name: prose(LONGEST_NAME) }).transform(
  ({ file: bytes, file_name: name }) => ({ name: nameOf(name, 'file'), bytes }),
);
export type UploadFile = z.output<typeof UploadFile>;

/** An image as base64; clients also send it as a file of a form. */
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
