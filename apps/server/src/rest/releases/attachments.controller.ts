import { Delete, Get, HttpCode, Param, Query, StreamableFile } from '@nestjs/common';
import type { Repository } from '#domain';
import { Attachments, Releases } from '#forge';
import { PublicLinks } from '../../http/public-links.js';
import { Repo, RequireAccess } from '../../http/require-access.js';
import { Answers, AnswersIn } from '../shared/answers.js';
import { RestController } from '../shared/rest-controller.js';
import { UploadJson, uploadJson } from './release-json.js';
import { WantedUpload } from './release-schemas.js';
import { Summary } from '../../http/described.js';

/** The files of a release. */
@RestController('repos/:owner/:repo/releases/:release')
@RequireAccess('read')
export class AttachmentsController {
  constructor(
    private readonly releases: Releases,
    private readonly attachments: Attachments,
    private readonly links: PublicLinks,
  ) {}

  @Get('upload_url')
  @Summary('Creates an upload address for a file of a release')
  @RequireAccess('push')
  @Answers(UploadJson)
  async uploadUrl(
    @Repo() at: Repository,
    @Param('release') named: string,
    @Query({ schema: WantedUpload }) name: WantedUpload,
  ) {
    const release = await this.releases.get(at, named);
    const key = await this.attachments.allowUpload(release, name);
    return uploadJson({ at, tag: release.tag, name, key }, this.links);
  }

  @Get('attach_files/:file/download')
  @Summary('Sends a file of a release')
  @AnswersIn(['application/octet-stream'])
  async download(
    @Repo() repository: Repository,
    @Param('release') named: string,
    @Param('file') file: string,
  ) {
    const release = await this.releases.get(repository, named);
    return new StreamableFile(await this.attachments.bytes(release, file));
  }

  @Delete('attach_files/:file')
  @Summary('Removes a file of a release')
  @RequireAccess('push')
  @HttpCode(204)
  async remove(@Repo() repository: Repository, @Param('release') named: string, @Param('file') file: string) {
    await this.attachments.delete(await this.releases.get(repository, named), file);
  }
}
