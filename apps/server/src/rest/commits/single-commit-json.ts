import { z } from 'zod';
import type { FileDiff } from '#domain';
import type { CommitDetails } from '#git';
import { blobUrl, contentUrl, rawUrl, readableFile } from '../shared/json/file-links.js';
import { keysFirst } from '../shared/json/keys-first.js';
import { committedWithOffset } from '../shared/json/times.js';
import { WholeCommitJson, wholeCommitJson, type Surroundings } from './commit-json.js';

const DOCUMENTED = ['url', 'sha', 'html_url', 'comments_url', 'commit', 'stats', 'files'] as const;

/** The answer of `GET …/commits/{sha}`: the entry of the list, which clients decode it as, with its files. */
export const CommitJson = () =>
  z.strictObject(
    keysFirst(DOCUMENTED, {
      ...WholeCommitJson().shape,
      stats: z.strictObject({
        additions: z.int(),
        deletions: z.int(),
        total: z.int(),
      }),
      files: z.array(
        z.strictObject({
          filename: z.string(),
          raw_url: z.string(),
          content_url: z.string(),
          sha: z.string(),
          status: z.enum(['added', 'modified', 'deleted', 'renamed']),
          additions: z.int(),
          deletions: z.int(),
          changes: z.int(),
          blob_url: z.string(),
        }),
      ),
    }),
  );
export type CommitJson = z.output<ReturnType<typeof CommitJson>>;

export const commitJson = (
  commit: CommitDetails,
  files: readonly FileDiff[],
  isDiffShown: boolean,
  around: Surroundings,
): CommitJson => {
  const { at, links } = around;
  const additions = sum(files.map((file) => file.additions));
  const deletions = sum(files.map((file) => file.deletions));
  return keysFirst(DOCUMENTED, {
    ...wholeCommitJson(commit, around, committedWithOffset),
    stats: { additions, deletions, total: additions + deletions },
    files: (isDiffShown ? files : []).map((file) => {
      const shown = readableFile(file, { before: commit.parents[0] ?? commit.sha, after: commit.sha });
      return {
        filename: file.newPath,
        raw_url: rawUrl(links, at, shown),
        content_url: contentUrl(links, at, shown),
        sha: file.blobSha,
        status: file.status,
        additions: file.additions,
        deletions: file.deletions,
        changes: file.additions + file.deletions,
        blob_url: blobUrl(links, at, shown),
      };
    }),
  });
};

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
