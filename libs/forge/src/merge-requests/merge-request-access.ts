import { Injectable } from '@nestjs/common';
import type { Repository, RepositoryPath, User } from '#domain';
import type { MergeRequestRow } from './merge-request.entity.js';
import { MergeRequests } from './merge-requests.js';
import { RepositoryAccess } from '../access/repository-access.js';

/** A merge request, with the repository that it goes to. */
export interface FoundMergeRequest {
  readonly target: Repository;
  readonly row: MergeRequestRow;
}

/** Which merge request a path and a number mean to somebody. All throw ForgeError `not_found`. */
@Injectable()
export class MergeRequestAccess {
  constructor(
    private readonly repositories: RepositoryAccess,
    private readonly requests: MergeRequests,
  ) {}

  async toRead(at: RepositoryPath, iid: number, user: User): Promise<FoundMergeRequest> {
    const target = await this.repositories.toRead(at, user);
    return { target, row: await this.requests.get(target, iid) };
  }

  /** For its author, and for those who may push. @throws ForgeError `forbidden` */
  async toEdit(at: RepositoryPath, iid: number, user: User): Promise<FoundMergeRequest> {
    const found = await this.toRead(at, iid, user);
    await this.repositories.toEdit(found.target, found.row.authorId, user);
    return found;
  }
}
