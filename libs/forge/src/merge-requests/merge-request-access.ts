import { Injectable } from '@nestjs/common';
import type { Repository, User } from '#domain';
import type { MergeRequestRow } from './merge-request.entity.js';
import { MergeRequests } from './merge-requests.js';
import { RepositoryAccess } from '../access/repository-access.js';

/** A merge request with its target repository. */
export interface FoundMergeRequest {
  readonly target: Repository;
  readonly row: MergeRequestRow;
}

/** `edit` is for its author, and for users with push access. */
export type MergeRequestRight = 'read' | 'edit';

/** Finds merge requests by number for users who may read the repository. */
@Injectable()
export class MergeRequestAccess {
  constructor(
    private readonly repositories: RepositoryAccess,
    private readonly requests: MergeRequests,
  ) {}

  /** @throws ForgeError `not_found`, `forbidden` */
  async find(
    target: Repository,
    iid: number,
    user: User,
    needed: MergeRequestRight,
  ): Promise<FoundMergeRequest> {
    const row = await this.requests.get(target, iid);
    if (needed === 'edit') await this.repositories.toEdit(target, row.authorId, user);
    return { target, row };
  }
}
