import { z } from 'zod';
import type { Label, Repository } from '#domain';
import type { Links } from '#payloads';
import { labelUrl } from '../../shared/json/label-json.js';

/** A label of an issue; an enterprise's list also has its address. */
export const IssueLabelJson = () =>
  z.strictObject({
    color: z.string(),
    name: z.string(),
    id: z.int(),
    title: z.string(),
    type: z.null(),
    textColor: z.string(),
    url: z.string(),
  });
export type IssueLabelJson = z.output<ReturnType<typeof IssueLabelJson>>;

export const issueLabelJson = (label: Label, at: Repository, links: Links): IssueLabelJson => ({
  color: label.color,
  name: label.name,
  id: label.id,
  title: label.name,
  type: null,
  textColor: '#FFFFFF',
  url: labelUrl(label.name, at, links),
});
