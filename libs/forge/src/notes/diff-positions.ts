import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { ForgeError, quoted, type FileDiff, type NotedLine, type Repository } from '#domain';
import { Diffs, lineAt, positionOf, positionsIn, type DiffRange } from '#git';
import { MergeRequestDiffs } from '../merge-requests/merge-request-diffs.js';
import type { MergeRequestRow } from '../merge-requests/merge-request.entity.js';

/** The commit or merge request of a comment on a line: exactly one of the two. */
export type DiffNoteable =
  | { readonly commit: { readonly sha: string; readonly parents: readonly string[] } }
  | { readonly mergeRequest: MergeRequestRow };

/** A line of a file's diff as a caller names it. */
export type LinePosition =
  /** Counted from 1 below the first `@@` of the file's diff. */
  | { readonly path: string; readonly position: number }
  /** Its number in the new file. */
  | { readonly path: string; readonly newLine: number };

/** A line with its position in the file's diff. */
type FoundLine = NotedLine & { readonly position: number };

/** Finds the diff line of a comment. */
@Injectable()
export class DiffPositions {
  constructor(
    private readonly diffs: Diffs,
    private readonly requests: MergeRequestDiffs,
  ) {}

  /** Takes three git processes at most, mostly two. @throws ForgeError `invalid` naming the unknown path or position */
  async at(repository: Repository, on: DiffNoteable, named: LinePosition): Promise<FoundLine> {
    const { path } = named;
    const diff = await this.diffs.file(repository, await this.diffOf(on, repository), path);
    if (diff === null) {
      throw new ForgeError('invalid', `path ${quoted(path)} is not a file that is changed here`);
    }
    const position = 'position' in named ? named.position : positionOfLine(diff, named.newLine);
    const line = lineAt(diff.diff, position);
    if (line === null) {
      throw new ForgeError(
        'invalid',
        `position ${position} is not a line of the diff of ${quoted(path)}, which has ${positionsIn(diff.diff)}: ` +
          'count from 1 below its first @@ line; further @@ lines count but are no lines',
      );
    }
    const hash = createHash('sha1').update(diff.newPath).digest('hex');
    return { code: `${hash}_${line.oldLine}_${line.newLine}`, diff, position };
  }

  /** The change of a commit, or of a whole request. */
  private async diffOf(on: DiffNoteable, repository: Repository): Promise<DiffRange> {
    if ('commit' in on) return { base: on.commit.parents[0] ?? null, head: on.commit.sha };
    return this.requests.range(on.mergeRequest, repository);
  }
}

function positionOfLine({ diff, newPath }: FileDiff, newLine: number): number {
  const position = positionOf(diff, newLine);
  if (position !== null) return position;
  throw new ForgeError('invalid', `line ${newLine} of ${quoted(newPath)} is not in its diff`);
}
