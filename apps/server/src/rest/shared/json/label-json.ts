import type { Label, Repository } from '#domain';
import type { Links } from '#payloads';
import { secondsWithOffset } from './times.js';

export const labelUrl = (name: string, at: Repository, links: Links): string =>
  links.api(`/repos/${at.owner}/${at.path}/labels/${encodeURIComponent(name)}`);

/** An entry of `GET …/pulls/{number}/labels`. */
export const pullLabelJson = (label: Label, at: Repository, links: Links) => ({
  id: label.id,
  color: label.color,
  name: label.name,
  repository_id: label.repositoryId,
  url: labelUrl(label.name, at, links),
  created_at: secondsWithOffset(label.createdAt),
  updated_at: secondsWithOffset(label.createdAt),
  text_color: '#FFFFFF',
});

/** An entry of the answer where labels are put on a merge request. */
export const addedLabelJson = (label: Label, at: Repository, links: Links) => ({
  ...pullLabelJson(label, at, links),
  title: label.name,
  type: null,
  textColor: '#FFFFFF',
});

/** In lists of merge requests. */
export const listedLabelJson = (label: Label) => ({
  id: label.id,
  color: label.color,
  name: label.name,
  title: label.name,
  repository_id: label.repositoryId,
  type: null,
  text_color: null,
});

/** Where a merge request was just made. */
export const createdLabelJson = (label: Label) => ({
  id: label.id,
  color: label.color,
  name: label.name,
  title: label.name,
  type: null,
  textColor: '#FFFFFF',
});

/** In a single merge request. */
export const dateLabelJson = (label: Label) => ({
  id: label.id,
  name: label.name,
  repository_id: label.repositoryId,
  created_at: secondsWithOffset(label.createdAt),
  updated_at: secondsWithOffset(label.createdAt),
});
