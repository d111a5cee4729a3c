import { Controller, Get, Headers, Param, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { ForgeError, quoted } from '#domain';
import { AnswersIn } from '../../rest/shared/answers.js';
import { WebFiles } from './web-files.js';

/** The scripts and styles of the page: names with a hash, so they are asked for once. Nobody needs a token for them. */
@Controller('-/assets')
export class AssetsController {
  constructor(private readonly files: WebFiles) {}

  @Get(':file')
  @AnswersIn(['text/javascript', 'text/css', 'image/svg+xml'])
  async file(
    @Param('file') name: string,
    @Headers('accept-encoding') encodings: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer> {
    const acceptsGzip = /\bgzip\b/.test(encodings ?? '');
    const file = await this.files.asset(name, acceptsGzip);
    if (file === null) throw new ForgeError('not_found', `The page has no file ${quoted(name)}`);
    void reply.headers({
      'Content-Type': file.type,
      'Cache-Control': 'public, max-age=31536000, immutable',
      Vary: 'Accept-Encoding',
      ...(acceptsGzip && { 'Content-Encoding': 'gzip' }),
    });
    return file.content;
  }
}
