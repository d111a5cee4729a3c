import { Injectable, StreamableFile } from '@nestjs/common';
import { ForgeError, fullName, quoted, type Repository } from '#domain';
import { Blobs, History, Trees } from '#git';

/** The first bytes decide whether a file is text, as in git. */
const LOOKED_AT = 8_000;

const TEXT = 'text/plain; charset=utf-8';
const BYTES = 'application/octet-stream';
export const FILE_TYPES = [TEXT, BYTES];

/** Raw files of a repository, with a media type that no browser executes. */
@Injectable()
export class FileBytes {
  constructor(
    private readonly trees: Trees,
    private readonly blobs: Blobs,
    private readonly history: History,
  ) {}

  /** @throws ForgeError `not_found` when the revision or the file does not exist */
  async at(
    repository: Repository,
    { revision, path }: { readonly revision: string; readonly path: string },
  ): Promise<StreamableFile> {
    const { sha } = await this.history.get(repository, revision);
    const entry = await this.trees.find(repository, { sha, path });
    const blob = entry?.type === 'blob' ? await this.blobs.open(repository, entry.sha) : null;
    if (blob === null)
      throw new ForgeError(
        'not_found',
        `There is no file ${quoted(path)} at ${quoted(revision)} in ${fullName(repository)}`,
      );
    const { content, size: length } = blob;
    if (!Buffer.isBuffer(content)) return new StreamableFile(content, { type: BYTES, length });
    const isText = !content.subarray(0, LOOKED_AT).includes(0);
    return new StreamableFile(content, { type: isText ? TEXT : BYTES, length });
  }
}
