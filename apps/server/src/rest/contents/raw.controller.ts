import { Get, Param, Query } from '@nestjs/common';
import type { Repository } from '#domain';
import { FilePath } from '../../http/file-path.js';
import { Repo, RequireAccess } from '../../http/require-access.js';
import { FILE_TYPES, FileBytes } from '../../files/file-bytes.js';
import { RestController } from '../shared/rest-controller.js';
import { AtRef } from './content-schemas.js';
import { AnswersIn } from '../shared/answers.js';
import { Summary } from '../../http/described.js';

/** A file's bytes. */
@RestController('repos/:owner/:repo/raw')
@RequireAccess('read')
export class RawController {
  constructor(private readonly files: FileBytes) {}

  @Get('*')
  @Summary("Sends a file's bytes")
  @AnswersIn(FILE_TYPES)
  get(
    @Repo() repository: Repository,
    @Param({ schema: FilePath }) path: FilePath,
    @Query({ schema: AtRef }) revision: AtRef,
  ) {
    return this.files.at(repository, { revision: revision ?? repository.defaultBranch, path });
  }
}
