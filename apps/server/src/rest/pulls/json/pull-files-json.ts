import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { FileDiff, Repository } from '#domain';
import type { MergeRequestDiff } from '#forge';
import { positions } from '#git';
import type { Links } from '#payloads';
import { rawUrl, readableFile } from '../../shared/json/file-links.js';
import { DiffRefsJson, diffRefsJson, lineCountsJson, LONGEST_DIFF } from './pull-diff-json.js';

/** The answer of `GET …/pulls/{number}/files.json`. */
export const PullFilesJson = () =>
  z.strictObject({
    code: z.int(),
    added_lines: z.int(),
    remove_lines: z.int(),
    count: z.int(),
    diff_refs: DiffRefsJson(),
    diffs: z.array(
      z.strictObject({
        new_blob_id: z.string(),
        statistic: z.strictObject({
          type: z.enum(['added', 'modified', 'deleted', 'renamed']),
          path: z.string(),
          old_path: z.string(),
          new_path: z.string(),
          view: z.boolean(),
        }),
        head: z.strictObject({
          url: z.string(),
          commit_id: z.string(),
        }),
        added_lines: z.int(),
        remove_lines: z.int(),
        content: z.strictObject({
          text: z.array(LineJson()),
        }),
      }),
    ),
  });
export type PullFilesJson = z.output<ReturnType<typeof PullFilesJson>>;

export const pullFilesJson = (diff: MergeRequestDiff, target: Repository, links: Links): PullFilesJson => {
  const { added_lines, removed_lines } = lineCountsJson(diff.files);
  const ends = { before: diff.base, after: diff.head };
  return {
    code: 200,
    added_lines,
    remove_lines: removed_lines,
    count: diff.files.length,
    diff_refs: diffRefsJson(diff),
    diffs: diff.files.map((file) => ({
      new_blob_id: file.blobSha,
      statistic: {
        type: file.status,
        path: file.newPath,
        old_path: file.oldPath,
        new_path: file.newPath,
        view: false,
      },
      head: { url: rawUrl(links, target, readableFile(file, ends)), commit_id: diff.head },
      added_lines: file.additions,
      remove_lines: file.deletions,
      content: { text: file.diff.length > LONGEST_DIFF ? [] : linesJson(file) },
    })),
  };
};

const TYPES: Readonly<Record<string, string>> = { '+': 'new', '-': 'old' };

/** The number is empty on the side that lacks the line. */
const LineJson = () =>
  z.strictObject({
    line_content: z.string(),
    old_line: z.strictObject({ line_code: z.string(), line_num: z.string() }),
    new_line: z.strictObject({ line_code: z.string(), line_num: z.string() }),
    type: z.string(),
  });
type LineJson = z.output<ReturnType<typeof LineJson>>;

function linesJson({ diff, newPath }: FileDiff): LineJson[] {
  const hash = createHash('sha1').update(newPath).digest('hex');
  return positions(diff).flatMap((line) => {
    if (line === null) return [];
    const code = `${hash}_${line.oldLine}_${line.newLine}`;
    return [
      {
        line_content: line.text,
        old_line: { line_code: code, line_num: line.sign === '+' ? '' : String(line.oldLine) },
        new_line: { line_code: code, line_num: line.sign === '-' ? '' : String(line.newLine) },
        type: TYPES[line.sign] ?? 'context',
      },
    ];
  });
}
