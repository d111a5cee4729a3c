import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { EntityManager, Repository as Table } from 'typeorm';
import { Clock, ForgeError, fullName, quoted, UnitOfWork, type Repository } from '#domain';
import { requireRepository } from '../repositories/require-repository.js';
import { UploadedFileRow } from './uploaded-file.entity.js';

/** The limit per repository: a mock is no file store. */
const MOST = 1_000;

/** The address of a file. */
export interface UploadedFile {
  readonly key: string;
  readonly name: string;
}

/** Files for descriptions and comments. They are stored in the database, so that they follow their repository. */
@Injectable()
export class UploadedFiles {
  constructor(
    @InjectRepository(UploadedFileRow) private readonly rows: Table<UploadedFileRow>,
    private readonly unitOfWork: UnitOfWork<EntityManager>,
    private readonly clock: Clock,
  ) {}

  /** @throws ForgeError `invalid` when there are too many */
  keep(
    repository: Repository,
    { name, bytes }: { readonly name: string; readonly bytes: Buffer },
  ): Promise<UploadedFile> {
    const { id: repositoryId } = repository;
    return this.unitOfWork.run(async (tx) => {
      await requireRepository(repository, tx);
      const count = await tx.countBy(UploadedFileRow, { repositoryId });
      if (count >= MOST)
        throw new ForgeError('invalid', `${fullName(repository)} has ${MOST} files; no more are allowed`);
      return tx.save(UploadedFileRow, {
        repositoryId,
        key: this.newKey(`${count} of repository ${repositoryId}`),
        name,
        content: bytes.toString('base64'),
        createdAt: this.clock.now().toISOString(),
      });
    });
  }

  /** @throws ForgeError `not_found` */
  async bytes(repository: Repository, { key, name }: UploadedFile): Promise<Buffer> {
    const row = await this.rows.findOneBy({ repositoryId: repository.id, key, name });
    if (row !== null) return Buffer.from(row.content, 'base64');
    throw new ForgeError('not_found', `There is no file ${quoted(name)} at this address`);
  }

  private newKey(use: string): string {
    const made = this.clock.isFrozen ? createHash('md5').update(`file ${use}`).digest() : randomBytes(16);
    return made.toString('hex');
  }
}
