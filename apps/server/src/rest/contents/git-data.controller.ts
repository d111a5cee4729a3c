import { Get, Param, Query } from '@nestjs/common';
import { ForgeError, fullName, quoted, type Repository } from '#domain';
import { Blobs, Trees } from '#git';
import { PublicLinks } from '../../http/public-links.js';
import { Repo, RequireAccess } from '../../http/require-access.js';
import { RestController } from '../shared/rest-controller.js';
import { skipTake } from '../shared/schemas.js';
import { TreeQuery } from './content-schemas.js';
import { BlobJson, blobJson, TreeJson, treeJson } from './git-data-json.js';
import { Answers } from '../shared/answers.js';
import { Summary } from '../../http/described.js';

/** Git's own objects. */
@RestController('repos/:owner/:repo/git')
@RequireAccess('read')
export class GitDataController {
  constructor(
    private readonly trees: Trees,
    private readonly blobs: Blobs,
    private readonly links: PublicLinks,
  ) {}

  /** By a branch, a tag, a commit, or the tree's own sha. */
  @Get('trees/:sha')
  @Summary('Shows a git tree')
  @Answers(TreeJson)
  async tree(
    @Repo() repository: Repository,
    @Param('sha') revision: string,
    @Query({ schema: TreeQuery }) { isRecursive, path, page }: TreeQuery,
  ) {
    const root = await this.trees.resolve(repository, revision);
    if (root === null) throw noObject(repository, 'tree', revision);
    const folder = await this.trees.find(repository, { sha: root, path });
    if (folder?.type !== 'tree') throw noObject(repository, 'tree', path);
    const { sha } = folder;
    const entries = await this.trees.list(repository, folder, { isRecursive });
    const { skip, take } = page === null ? { skip: 0, take: entries.length } : skipTake(page);
    return treeJson(
      { sha, entries: entries.slice(skip, skip + take), total: entries.length },
      { at: repository, links: this.links },
    );
  }

  @Get('blobs/:sha')
  @Summary('Shows a git blob')
  @Answers(BlobJson)
  async blob(@Repo() repository: Repository, @Param('sha') sha: string) {
    const content = /^[0-9a-f]{40}$/i.test(sha) ? await this.blobs.read(repository, sha) : null;
    if (content === null) throw noObject(repository, 'blob', sha);
    return blobJson({ sha, content }, { at: repository, links: this.links });
  }
}

const noObject = (repository: Repository, what: string, name: string): ForgeError =>
  new ForgeError('not_found', `There is no ${what} ${quoted(name)} in ${fullName(repository)}`);
