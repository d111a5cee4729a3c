import { Get, Param } from '@nestjs/common';
import type { Repository } from '#domain';
import { ARCHIVE_TYPES, ArchiveFiles } from '../../files/archive-files.js';
import { FilePath } from '../../http/file-path.js';
import { Repo, RequireAccess } from '../../http/require-access.js';
import { RestController } from '../shared/rest-controller.js';
import { AnswersIn } from '../shared/answers.js';
import { Summary } from '../../http/described.js';

/** An archive of a commit; of the default branch without a revision. */
@RestController('repos/:owner/:repo')
@RequireAccess('read')
export class ArchivesController {
  constructor(private readonly archives: ArchiveFiles) {}

  @Get(['zipball', 'zipball/*'])
  @Summary('Packs all files of a revision into a zip')
  @AnswersIn([ARCHIVE_TYPES.zip])
  zip(@Repo() repository: Repository, @Param({ schema: FilePath }) revision: FilePath) {
    return this.archives.of(repository, { revision: revision || repository.defaultBranch, format: 'zip' });
  }

  @Get(['tarball', 'tarball/*'])
  @Summary('Packs all files of a revision into a tar.gz')
  @AnswersIn([ARCHIVE_TYPES['tar.gz']])
  tar(@Repo() repository: Repository, @Param({ schema: FilePath }) revision: FilePath) {
    return this.archives.of(repository, { revision: revision || repository.defaultBranch, format: 'tar.gz' });
  }
}
