import { z } from 'zod';
import { fullName, type RepositoryPath, type User } from '#domain';
import type { AttachmentRow, ReleaseRow } from '#forge';
import type { Links } from '#payloads';
import { keysFirst } from '../shared/json/keys-first.js';
import { secondsWithOffset } from '../shared/json/times.js';
import { hexId } from '../shared/json/user-json.js';

/** An attachment; the reference has the first two keys. */
export const AttachmentJson = () =>
  z.strictObject({
    browser_download_url: z.string(),
    name: z.string(),
    id: z.int(),
    size: z.int(),
    type: z.literal('attach'),
  });
export type AttachmentJson = z.output<ReturnType<typeof AttachmentJson>>;

export const attachmentJson = (
  { id, name, size }: AttachmentRow,
  { at, tag }: { readonly at: RepositoryPath; readonly tag: string },
  links: Links,
): AttachmentJson => ({
  browser_download_url: `${links.web(at)}/releases/download/${encodeURIComponent(tag)}/${encodeURIComponent(name)}`,
  name,
  id,
  size,
  type: 'attach',
});

/** A release in all answers but the one below. */
export const ReleaseJson = () =>
  z.strictObject({
    tag_name: z.string(),
    target_commitish: z.string(),
    prerelease: z.boolean(),
    name: z.string(),
    body: z.string(),
    author: z.strictObject({
      id: z.string(),
      login: z.string(),
      name: z.string(),
      avatar_url: z.string(),
      html_url: z.string(),
      type: z.literal('User'),
      url: z.string(),
    }),
    created_at: z.string(),
    assets: z.array(AttachmentJson()),
    id: z.int(),
    release_status: z.enum(['pre', 'latest']),
  });
export type ReleaseJson = z.output<ReturnType<typeof ReleaseJson>>;

export const releaseJson = (
  row: ReleaseRow,
  { at, author, attachments }: ReleaseSurroundings,
  links: Links,
): ReleaseJson => ({
  tag_name: row.tag,
  target_commitish: row.sha,
  prerelease: row.isPrerelease,
  name: row.name,
  body: row.description,
  author: {
    id: hexId(author.id),
    login: author.login,
    name: author.name,
    avatar_url: author.avatarUrl,
    html_url: links.user(author.login),
    type: 'User',
    url: links.api(`/users/${author.login}`),
  },
  created_at: secondsWithOffset(row.createdAt),
  assets: attachments.map((attachment) => attachmentJson(attachment, { at, tag: row.tag }, links)),
  id: row.id,
  release_status: row.isPrerelease ? 'pre' : 'latest',
});

/** A release just changed. */
export const ChangedReleaseJson = () => z.strictObject(keysFirst(['id'], ReleaseJson().shape));

export const changedReleaseJson = (...release: Parameters<typeof releaseJson>): ReleaseJson =>
  keysFirst(['id'], releaseJson(...release));

interface ReleaseSurroundings {
  readonly at: RepositoryPath;
  readonly author: User;
  readonly attachments: readonly AttachmentRow[];
}

/** The address for the `PUT` of a file, with headers as for production's file storage. */
export const UploadJson = () =>
  z.strictObject({ url: z.string(), headers: z.record(z.string(), z.string()) });
export type UploadJson = z.output<ReturnType<typeof UploadJson>>;

export const uploadJson = (
  { at, tag, name, key }: { at: RepositoryPath & { id: number }; tag: string; name: string; key: string },
  links: Links,
): UploadJson => ({
  url: links.api(
    `/repos/${fullName(at)}/releases/${encodeURIComponent(tag)}/attach_files/${encodeURIComponent(name)}?key=${key}`,
  ),
  headers: {
    'x-obs-meta-project-id': String(at.id),
    'x-obs-acl': 'public-read',
    'x-obs-callback': key,
    'Content-Type': 'application/octet-stream',
  },
});
