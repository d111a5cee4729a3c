import { z } from 'zod';
import type { Label, Repository } from '#domain';
import type { Links } from '#payloads';
import { secondsWithOffset } from './times.js';

export const labelUrl = (name: string, at: Repository, links: Links): string =>
  links.api(`/repos/${at.owner}/${at.path}/labels/${encodeURIComponent(name)}`);

/** An entry of `GET …/pulls/{number}/labels`. */
export const PullLabelJson = () =>
  z.strictObject({
    id: z.int(),
    color: z.string(),
    name: z.string(),
    repository_id: z.int(),
    url: z.string(),
    created_at: z.string(),
    updated_at: z.string(),
    text_color: z.string(),
  });
export type PullLabelJson = z.output<ReturnType<typeof PullLabelJson>>;

export const pullLabelJson = (label: Label, at: Repository, links: Links): PullLabelJson => ({
  id: label.id,
  color: label.color,
  name: label.name,
  repository_id: label.repositoryId,
  url: labelUrl(label.name, at, links),
  created_at: secondsWithOffset(label.createdAt),
  updated_at: secondsWithOffset(label.createdAt),
  text_color: '#FFFFFF',
});

/** An entry of the answer that adds labels to a merge request. */
export const AddedLabelJson = () =>
  z.strictObject({
    ...PullLabelJson().shape,
    title: z.string(),
    type: z.null(),
    textColor: z.string(),
  });
export type AddedLabelJson = z.output<ReturnType<typeof AddedLabelJson>>;

export const addedLabelJson = (label: Label, at: Repository, links: Links): AddedLabelJson => ({
  ...pullLabelJson(label, at, links),
  title: label.name,
  type: null,
  textColor: '#FFFFFF',
});

/** In lists of merge requests. */
export const ListedLabelJson = () =>
  z.strictObject({
    id: z.int(),
    color: z.string(),
    name: z.string(),
    title: z.string(),
    repository_id: z.int(),
    type: z.null(),
    text_color: z.null(),
  });
export type ListedLabelJson = z.output<ReturnType<typeof ListedLabelJson>>;

export const listedLabelJson = (label: Label): ListedLabelJson => ({
  id: label.id,
  color: label.color,
  name: label.name,
  title: label.name,
  repository_id: label.repositoryId,
  type: null,
  text_color: null,
});

/** In a newly created merge request. */
export const CreatedLabelJson = () =>
  z.strictObject({
    id: z.int(),
    color: z.string(),
    name: z.string(),
    title: z.string(),
    type: z.null(),
    textColor: z.string(),
  });
export type CreatedLabelJson = z.output<ReturnType<typeof CreatedLabelJson>>;

export const createdLabelJson = (label: Label): CreatedLabelJson => ({
  id: label.id,
  color: label.color,
  name: label.name,
  title: label.name,
  type: null,
  textColor: '#FFFFFF',
});

/** In a single merge request. */
export const DateLabelJson = () =>
  z.strictObject({
    id: z.int(),
    name: z.string(),
    repository_id: z.int(),
    created_at: z.string(),
    updated_at: z.string(),
    color: z.string(),
  });
export type DateLabelJson = z.output<ReturnType<typeof DateLabelJson>>;

export const dateLabelJson = (label: Label): DateLabelJson => ({
  id: label.id,
  name: label.name,
  repository_id: label.repositoryId,
  created_at: secondsWithOffset(label.createdAt),
  updated_at: secondsWithOffset(label.createdAt),
  color: label.color,
});
