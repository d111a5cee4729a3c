import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { Repository as Table } from 'typeorm';
import type { Repository, RepositoryPath } from '#domain';
import { RepositoryFacts } from '../repository-facts.js';
import { FormerAddressRow } from './former-address.entity.js';

/** Where repositories were before. */
@Injectable()
export class FormerAddresses {
  constructor(
    @InjectRepository(FormerAddressRow) private readonly rows: Table<FormerAddressRow>,
    private readonly facts: RepositoryFacts,
  ) {}

  /** The repository that had an address last; null when it is gone, or there was none. */
  async find({ owner, path }: RepositoryPath): Promise<Repository | null> {
    const row = await this.rows.findOneBy(keysOf(owner, path));
    return row && ((await this.facts.byIds([row.repositoryId])).get(row.repositoryId) ?? null);
  }
}

/** How an address is looked up: case does not matter. */
export const keysOf = (owner: string, path: string): Pick<FormerAddressRow, 'ownerKey' | 'pathKey'> => ({
  ownerKey: owner.toLowerCase(),
  pathKey: path.toLowerCase(),
});
