import { Body, HttpCode, Post } from '@nestjs/common';
import type { Repository } from '#domain';
import { UploadedFiles } from '#forge';
import { LargeBody } from '../../http/limits/large-body.js';
import { PublicLinks } from '../../http/public-links.js';
import { Repo, RequireAccess } from '../../http/require-access.js';
import { Answers } from '../shared/answers.js';
import { RestController } from '../shared/rest-controller.js';
import { UploadedJson, uploadedJson } from './upload-json.js';
import { UploadFile, UploadImage } from './upload-schemas.js';
import { Summary } from '../../http/described.js';

/** Files for descriptions and comments, from users who may comment. */
@RestController('repos/:owner/:repo')
@RequireAccess('read')
export class UploadsController {
  constructor(
    private readonly files: UploadedFiles,
    private readonly links: PublicLinks,
  ) {}

  @Post('img/upload')
  @Summary('Uploads an image for descriptions and comments')
  @HttpCode(200)
  @LargeBody()
  @Answers(UploadedJson)
  async image(@Repo() repository: Repository, @Body({ schema: UploadImage }) image: UploadImage) {
    return uploadedJson(await this.files.keep(repository, image), repository, this.links);
  }

  @Post('file/upload')
  @Summary('Uploads a file for descriptions and comments')
  @HttpCode(200)
  @LargeBody()
  @Answers(UploadedJson)
  async file(@Repo() repository: Repository, @Body({ schema: UploadFile }) file: UploadFile) {
    return uploadedJson(await this.files.keep(repository, file), repository, this.links);
  }
}
