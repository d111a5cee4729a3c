import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { Repository as Table } from 'typeorm';
import type { User } from '#domain';
import { ReadableRepositories } from '../access/readable-repositories.js';
import { Organisations } from '../organisations/organisations.js';
import { mergeRequestsMatching, type MergeRequestFilter } from './merge-request-filter.js';
import { MergeRequestRow } from './merge-request.entity.js';

/** Finds merge requests into any of the repositories of a user or an organisation. */
@Injectable()
export class MergeRequestsOfOwner {
  constructor(
    @InjectRepository(MergeRequestRow) private readonly rows: Table<MergeRequestRow>,
    private readonly organisations: Organisations,
    private readonly readable: ReadableRepositories,
  ) {}

  /**
   * @param reader sees only requests into repositories that they may read
   * @throws ForgeError `not_found` for an owner who does not exist
   */
  async page(
    owner: string,
    filter: MergeRequestFilter,
    reader: User,
    { skip, take }: { readonly skip: number; readonly take: number },
  ): Promise<{ rows: readonly MergeRequestRow[]; total: number }> {
    await this.organisations.namespace(owner);
    const query = mergeRequestsMatching(this.rows, { owner }, filter);
    this.readable.restrict(query, reader);
    const [rows, total] = await query.offset(skip).limit(take).getManyAndCount();
    return { rows, total };
  }
}
