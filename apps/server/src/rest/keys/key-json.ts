import { z } from 'zod';
import type { KeyRow } from '#forge';
import type { Links } from '#payloads';
import { millisecondsWithOffset } from '../shared/json/times.js';

/** A public key. */
export const KeyJson = () =>
  z.strictObject({
    id: z.int(),
    title: z.string(),
    key: z.string(),
    created_at: z.string(),
    url: z.string(),
  });
export type KeyJson = z.output<ReturnType<typeof KeyJson>>;

export const keyJson = ({ id, title, key, createdAt }: KeyRow, links: Links): KeyJson => ({
  id,
  title,
  key,
  created_at: millisecondsWithOffset(createdAt),
  url: links.api(`/user/keys/${id}`),
});
