import { z } from 'zod';
import type { Repository } from '#domain';
import type { UploadedFile } from '#forge';
import type { Links } from '#payloads';

/** The answer of `POST …/img/upload` and `…/file/upload`. */
export const UploadedJson = () =>
  z.strictObject({ success: z.boolean(), path: z.string(), full_path: z.string() });

export const uploadedJson = (
  { key, name }: UploadedFile,
  at: Repository,
  links: Links,
): z.output<ReturnType<typeof UploadedJson>> => {
  const path = `/uploads/${key}/${encodeURIComponent(name)}`;
  return { success: true, path, full_path: links.web(at) + path };
};
