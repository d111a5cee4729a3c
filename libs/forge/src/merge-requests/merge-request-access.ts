import { Injectable } from '@nestjs/common';
import type { Repository, User } from '#domain';
import type { MergeRequestRow } from './merge-request.entity.js';
import { MergeRequests } from './merge-requests.js';
import { RepositoryAccess } from '../access/repository-access.js';

/** A merge request, with the repository that it goes to. */
export interface FoundMergeRequest {
  readonly target: Repository;
  readonly row: MergeRequestRow;
}

/** To edit one is for its author, and for those who may push. */
export type MergeRequestRight = 'read' | 'edit';

/** Which merge request a number means to somebody who may read the repository. */
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
