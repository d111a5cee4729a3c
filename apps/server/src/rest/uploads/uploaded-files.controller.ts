import { extname } from 'node:path';
import { Controller, Get, Header, Param, StreamableFile } from '@nestjs/common';
import type { Repository } from '#domain';
import { UploadedFiles } from '#forge';
import { Repo, RequireAccess } from '../../http/require-access.js';
import { AnswersIn } from '../shared/answers.js';

/** Images that no browser executes; everything else is sent as bytes. */
const TYPES: Readonly<Record<string, string>> = {
  '.bmp': 'image/bmp',
  '.gif': 'image/gif',
  '.jpeg': 'image/jpeg',
  '.jpg': 'image/jpeg',
  '.png': 'image/png',
  '.webp': 'image/webp',
};

const BYTES = 'application/octet-stream';

/** The target of a file's `full_path`. */
@Controller(':owner/:repo/uploads/:key')
@RequireAccess('read')
export class UploadedFilesController {
  constructor(private readonly files: UploadedFiles) {}

  @Get(':file')
  @AnswersIn([...Object.values(TYPES), BYTES])
  @Header('X-Content-Type-Options', 'nosniff')
  async get(@Repo() repository: Repository, @Param('key') key: string, @Param('file') name: string) {
    const bytes = await this.files.bytes(repository, { key, name });
    const type = TYPES[extname(name).toLowerCase()] ?? BYTES;
    return new StreamableFile(bytes, { type });
  }
}
