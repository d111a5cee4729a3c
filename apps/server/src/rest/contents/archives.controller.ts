import { Get, Param } from '@nestjs/common';
import type { Repository } from '#domain';
import { ArchiveFiles } from '../../files/archive-files.js';
import { FilePath } from '../../http/file-path.js';
import { Repo, RequireAccess } from '../../http/require-access.js';
import { RestController } from '../shared/rest-controller.js';

/** All files of a commit in one; the default branch's without a revision. */
@RestController('repos/:owner/:repo')
@RequireAccess('read')
export class ArchivesController {
  constructor(private readonly archives: ArchiveFiles) {}

  @Get(['zipball', 'zipball/*'])
  zip(@Repo() repository: Repository, @Param({ schema: FilePath }) revision: FilePath) {
    return this.archives.of(repository, { revision: revision || repository.defaultBranch, format: 'zip' });
  }

  @Get(['tarball', 'tarball/*'])
  tar(@Repo() repository: Repository, @Param({ schema: FilePath }) revision: FilePath) {
    return this.archives.of(repository, { revision: revision || repository.defaultBranch, format: 'tar.gz' });
  }
}
