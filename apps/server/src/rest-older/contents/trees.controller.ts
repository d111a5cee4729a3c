import { Get, Param, Query } from '@nestjs/common';
import { z } from 'zod';
import { ForgeError, fullName, quoted, type Repository } from '#domain';
import { Trees } from '#git';
import { Repo, RequireAccess } from '../../http/require-access.js';
import { Answers } from '../../rest/shared/answers.js';
import { lenientBoolean, text } from '../../rest/shared/schemas.js';
import { OlderController } from '../shared/older-controller.js';
import { Summary } from '../../http/described.js';

const LONGEST_PATH = 4_000;

const TreeQuery = z
  .object({ recursive: lenientBoolean, file_path: text(LONGEST_PATH) })
  .transform(({ recursive: isRecursive = false, file_path: path = '' }) => ({ isRecursive, path }));
type TreeQuery = z.output<typeof TreeQuery>;

const TreeJson = () =>
  z.strictObject({
    sha: z.string(),
    tree: z.array(
      z.strictObject({
        path: z.string(),
        mode: z.string(),
        type: z.enum(['blob', 'tree', 'commit']),
        sha: z.string(),
        size: z.int().nullable(),
      }),
    ),
    truncated: z.boolean(),
  });

/** The entries of a folder in a commit. */
@OlderController('repos/:owner/:repo/trees')
@RequireAccess('read')
export class OlderTreesController {
  constructor(private readonly trees: Trees) {}

  @Get(':sha')
  @Summary('Shows a git tree')
  @Answers(TreeJson)
  async get(
    @Repo() repository: Repository,
    @Param('sha') revision: string,
    @Query({ schema: TreeQuery }) { isRecursive, path }: TreeQuery,
  ): Promise<z.output<ReturnType<typeof TreeJson>>> {
    const root = await this.trees.resolve(repository, revision);
    const folder = root === null ? null : await this.trees.find(repository, { sha: root, path });
    if (folder?.type !== 'tree') {
      const named = path === '' ? quoted(revision) : `${quoted(path)} at ${quoted(revision)}`;
      throw new ForgeError('not_found', `There is no tree ${named} in ${fullName(repository)}`);
    }
    const entries = await this.trees.list(repository, folder, { isRecursive });
    return {
      sha: folder.sha,
      tree: entries.map(({ path: at, mode, type, sha, size }) => ({ path: at, mode, type, sha, size })),
      truncated: false,
    };
  }
}
