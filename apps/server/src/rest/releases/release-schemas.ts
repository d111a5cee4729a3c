import { z } from 'zod';
import { body, choice, lenientBoolean, prose, requiredText } from '../shared/schemas.js';

const LONGEST_NAME = 200;
const LONGEST_BODY = 1_000_000;

const Choices = {
  name: prose(LONGEST_NAME),
  body: prose(LONGEST_BODY),
  target_commitish: prose(1_000),
  prerelease: lenientBoolean,
  /** Another name of `prerelease`. */
  release_status: choice('latest', 'pre'),
};

const choices = (fields: z.output<z.ZodObject<typeof Choices>>) => ({
  name: fields.name || undefined,
  description: fields.body,
  target: fields.target_commitish || undefined,
  isPrerelease: fields.prerelease ?? (fields.release_status && fields.release_status === 'pre'),
});

export const CreateRelease = body({ tag_name: requiredText(LONGEST_NAME), ...Choices }).transform(
  (fields) => ({
    tag: fields.tag_name,
    ...choices(fields),
  }),
);
export type CreateRelease = z.output<typeof CreateRelease>;

export const ChangeRelease = body({ tag_name: prose(LONGEST_NAME), ...Choices }).transform((fields) => ({
  tag: fields.tag_name || undefined,
  ...choices(fields),
}));
export type ChangeRelease = z.output<typeof ChangeRelease>;

/** A name that can be one part of an address. */
const fileName = requiredText(LONGEST_NAME).refine(
  (name) => !/[/\\]/.test(name) && name !== '.' && name !== '..',
  'must be the name of a file, without slashes',
);

export const WantedUpload = z.object({ file_name: fileName }).transform((query) => query.file_name);
export type WantedUpload = z.output<typeof WantedUpload>;

export const UploadKey = z.object({ key: requiredText(100) });
export type UploadKey = z.output<typeof UploadKey>;
