import { Controller, Get, Param } from '@nestjs/common';
import { ForgeError, fullName, quoted, type Repository } from '#domain';
import { Trees } from '#git';
import { FilePath } from '../http/file-path.js';
import { Repo, RequireAccess } from '../http/require-access.js';
import { WebPage } from '../pages/shell/web-page.js';
import { ArchiveAddress } from './archive-address.js';
import { ARCHIVE_TYPES, ArchiveFiles } from './archive-files.js';
import { FILE_TYPES, FileBytes } from './file-bytes.js';
import { AnswersIn } from '../rest/shared/answers.js';

/** Files, folders and archives at the addresses of web pages, also for revisions with slashes. */
@Controller(':owner/:repo')
@RequireAccess('read')
export class FilesController {
  constructor(
    private readonly trees: Trees,
    private readonly files: FileBytes,
    private readonly archives: ArchiveFiles,
  ) {}

  @Get('raw/*')
  @AnswersIn(FILE_TYPES)
  async raw(@Repo() repository: Repository, @Param({ schema: FilePath }) address: FilePath) {
    const { sha, path } = await this.split(repository, address);
    return this.files.at(repository, { revision: sha, path });
  }

  @Get('blob/*')
  @WebPage()
  async file(@Repo() repository: Repository, @Param({ schema: FilePath }) address: FilePath) {
    return this.raw(repository, address);
  }

  @Get('tree/*')
  @WebPage()
  async folder(@Repo() repository: Repository, @Param({ schema: FilePath }) address: FilePath) {
    const place = await this.split(repository, address);
    const entry = await this.trees.find(repository, place);
    if (entry?.type !== 'tree')
      throw new ForgeError(
        'not_found',
        `There is no folder ${quoted(place.path)} in ${fullName(repository)}`,
      );
    const entries = await this.trees.list(repository, entry, { isRecursive: false });
    return entries.map(({ path, type }) => `${path}${type === 'tree' ? '/' : ''}\n`).join('');
  }

  @Get('archive/*')
  @AnswersIn(Object.values(ARCHIVE_TYPES))
  archive(@Repo() repository: Repository, @Param({ schema: ArchiveAddress }) address: ArchiveAddress) {
    return this.archives.of(repository, address);
  }

  private async split(repository: Repository, address: string) {
    const place = await this.trees.split(repository, address);
    if (place !== null) return place;
    throw new ForgeError('not_found', `There is no revision ${quoted(address)} in ${fullName(repository)}`);
  }
}
