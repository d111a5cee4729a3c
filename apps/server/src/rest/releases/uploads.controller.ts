import { Body, Controller, Param, Put, Query } from '@nestjs/common';
import { z } from 'zod';
import { ForgeError, type RepositoryPath } from '#domain';
import { Attachments, noLeave, Releases, Repositories } from '#forge';
import { FileBody } from '../../http/limits/large-body.js';
import { PublicLinks } from '../../http/public-links.js';
import { Answers } from '../shared/answers.js';
import { RepoPath } from '../shared/schemas.js';
import { AttachmentJson, attachmentJson } from './release-json.js';
import { UploadKey } from './release-schemas.js';
import { Summary } from '../../http/described.js';

/** The raw bytes. A request without a body has an empty object. */
const Bytes = z.instanceof(Buffer).catch(() => Buffer.alloc(0));

/** The target of `upload_url`: the key in the address replaces a token. */
@Controller('api/v5/repos/:owner/:repo/releases/:release/attach_files')
export class UploadsController {
  constructor(
    private readonly repositories: Repositories,
    private readonly releases: Releases,
    private readonly attachments: Attachments,
    private readonly links: PublicLinks,
  ) {}

  @Put(':file')
  @Summary('Receives a file of a release at its upload address')
  @FileBody()
  @Answers(AttachmentJson)
  async upload(
    @Param({ schema: RepoPath }) path: RepoPath,
    @Param('release') named: string,
    @Param('file') name: string,
    @Query({ schema: UploadKey }) { key }: UploadKey,
    @Body() body: unknown,
  ) {
    await this.attachments.requireKey(key);
    const { at, release } = await this.releaseAt(path, named);
    const attachment = await this.attachments.upload(release, { name, key }, Bytes.parse(body));
    return attachmentJson(attachment, { at, tag: release.tag }, this.links);
  }

  private async releaseAt(path: RepositoryPath, named: string) {
    try {
      const at = await this.repositories.get(path);
      return { at, release: await this.releases.get(at, named) };
    } catch (error) {
      if (error instanceof ForgeError && error.code === 'not_found') throw noLeave();
      throw error;
    }
  }
}
