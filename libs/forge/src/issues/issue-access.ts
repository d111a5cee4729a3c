import { Injectable } from '@nestjs/common';
import type { Repository, User } from '#domain';
import { RepositoryAccess } from '../access/repository-access.js';
import { Issues } from './issues.js';

/** Checks whether a user may change an issue. */
@Injectable()
export class IssueAccess {
  constructor(
    private readonly issues: Issues,
    private readonly repositories: RepositoryAccess,
  ) {}

  /** An issue of the user's own, or any with push access. @throws ForgeError `not_found`, `forbidden` */
  async requireEditable(at: Repository, number: number, user: User): Promise<void> {
    const { authorId } = await this.issues.get(at, number);
    await this.repositories.toEdit(at, authorId, user);
  }
}
