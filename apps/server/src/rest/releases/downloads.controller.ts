import { Controller, Get, Param, StreamableFile } from '@nestjs/common';
import type { Repository } from '#domain';
import { Attachments, Releases } from '#forge';
import { Repo, RequireAccess } from '../../http/require-access.js';
import { AnswersIn } from '../shared/answers.js';

/** The `browser_download_url` of attachments. */
@Controller(':owner/:repo/releases/download/:tag')
@RequireAccess('read')
export class DownloadsController {
  constructor(
    private readonly releases: Releases,
    private readonly attachments: Attachments,
  ) {}

  @Get(':file')
  @AnswersIn(['application/octet-stream'])
  async download(@Repo() repository: Repository, @Param('tag') tag: string, @Param('file') file: string) {
    const release = await this.releases.ofTag(repository, tag);
    return new StreamableFile(await this.attachments.bytes(release, file));
  }
}
