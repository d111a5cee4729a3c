import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { Repository as Table } from 'typeorm';
import type { User } from '#domain';
import { ReadableRepositories } from '../access/readable-repositories.js';
import { Organisations } from '../organisations/organisations.js';
import {
  mergeRequestsMatching,
  type MergeRequestFilter,
  type MergeRequestScope,
} from './merge-request-filter.js';
import { MergeRequestRow } from './merge-request.entity.js';

interface Stretch {
  readonly skip: number;
  readonly take: number;
}

interface MergeRequestPage {
  readonly rows: readonly MergeRequestRow[];
  readonly total: number;
}

/** Finds merge requests into any of the repositories of a user or an organisation, or of all. */
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
    page: Stretch,
  ): Promise<MergeRequestPage> {
    await this.organisations.namespace(owner);
    return this.found({ owner }, filter, reader, page);
  }

  /** The same over all repositories. */
  everywhere(filter: MergeRequestFilter, reader: User, page: Stretch): Promise<MergeRequestPage> {
    return this.found('everywhere', filter, reader, page);
  }

  private async found(
    scope: MergeRequestScope,
    filter: MergeRequestFilter,
    reader: User,
    { skip, take }: Stretch,
  ): Promise<MergeRequestPage> {
    const query = mergeRequestsMatching(this.rows, scope, filter);
    this.readable.restrict(query, reader);
    const [rows, total] = await query.offset(skip).limit(take).getManyAndCount();
    return { rows, total };
  }
}
