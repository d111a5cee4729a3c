import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { ForgeError, type RepositoryPath } from '#domain';
import { Git } from '../process/git.js';
import { gitOutput } from '../process/streams/git-output.js';
import { GitProcessPool, type PersistentCommand } from '../process/git-process-pool.js';
import { ObjectReader } from '../process/object-reader.js';
import { BareRepositories } from '../repository/bare-repositories.js';

const CHECK: PersistentCommand = { args: ['cat-file', '--batch-check=%(objecttype) %(objectsize)'] };

/** Larger files are not held in memory, and not put into JSON. */
const LARGEST_IN_MEMORY = 20 * 1024 * 1024;

export interface SizedBlob {
  /** In bytes. */
  readonly size: number;
  readonly content: Readable | Buffer;
}

/** Reads the content of files. */
@Injectable()
export class Blobs {
  constructor(
    private readonly git: Git,
    private readonly gits: GitProcessPool,
    private readonly reader: ObjectReader,
    private readonly repositories: BareRepositories,
  ) {}

  /** In bytes; null when there is no such blob. */
  size(at: RepositoryPath, sha: string): Promise<number | null> {
    return this.gits.ask(this.repositories.folder(at), CHECK, `${sha}\n`, (printed) => {
      const end = printed.indexOf('\n');
      if (end === -1) return null;
      const [type, size] = printed.toString('latin1', 0, end).split(' ');
      return { answer: type === 'blob' ? Number(size) : null, length: end + 1 };
    });
  }

  /**
   * The whole content; null when there is no such blob.
   * @throws ForgeError `invalid` when it is larger than 20 MiB: `open` reads those
   */
  async read(at: RepositoryPath, sha: string): Promise<Buffer | null> {
    const size = await this.size(at, sha);
    if (size === null) return null;
    if (size > LARGEST_IN_MEMORY)
      throw new ForgeError(
        'invalid',
        `The file has ${size} bytes; at most ${LARGEST_IN_MEMORY} are given in JSON: read it by its raw address`,
      );
    const object = await this.reader.object(this.repositories.folder(at), sha);
    return object?.content ?? null;
  }

  /** A file of any size, as a stream when it is large; null when there is no such blob. */
  async open(at: RepositoryPath, sha: string): Promise<SizedBlob | null> {
    const size = await this.size(at, sha);
    if (size === null) return null;
    if (size > LARGEST_IN_MEMORY)
      return { size, content: gitOutput(this.git, this.repositories.folder(at), ['cat-file', 'blob', sha]) };
    const content = await this.read(at, sha);
    return content && { size, content };
  }
}
