import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { In, type Repository as Table } from 'typeorm';
import { RepositoryRow } from './repository.entity.js';

/** Finds the names of repositories by id. */
@Injectable()
export class RepositoryNames {
  constructor(@InjectRepository(RepositoryRow) private readonly rows: Table<RepositoryRow>) {}

  /** `owner/repo` by id; deleted ones are missing. */
  async of(ids: readonly number[]): Promise<ReadonlyMap<number, string>> {
    const rows = await this.rows.findBy({ id: In([...new Set(ids)]) });
    return new Map(rows.map(({ id, namespace, path }) => [id, `${namespace.path}/${path}`]));
  }
}
