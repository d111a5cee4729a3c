import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock, UnitOfWork, type Repository } from '#domain';
import { UserRow } from '../users/user.entity.js';
import { Repositories } from './repositories.js';
import { RepositoryRow } from './repository.entity.js';
import { Users } from '../users/users.js';

const PATH = { owner: 'demo', path: 'demo' };

/** The demo data: a default user, and a repository to push to. The same shas on every machine. */
@Injectable()
export class Demo {
  constructor(
    private readonly users: Users,
    private readonly repositories: Repositories,
    private readonly unitOfWork: UnitOfWork<EntityManager>,
    private readonly clock: Clock,
  ) {}

  async exists(): Promise<boolean> {
    return (await this.repositories.find(PATH)) !== null;
  }

  /** In a copied folder only its time is set: it was made now. */
  async seed(): Promise<void> {
    const copied = await this.repositories.find(PATH);
    if (copied === null) await this.create();
    else await this.date(copied);
  }

  private async date(repository: Repository): Promise<void> {
    const user = await this.users.defaultUser();
    const now = this.clock.now().toISOString();
    await this.unitOfWork.run(async (tx) => {
      await tx.update(UserRow, { id: user.id }, { createdAt: now });
      await tx.update(
        RepositoryRow,
        { id: repository.id },
        { createdAt: now, updatedAt: now, pushedAt: now },
      );
    });
  }

  private async create(): Promise<void> {
    const user = await this.users.defaultUser();
    const { name, email } = user;
    const commits = [
      {
        branch: 'master',
        committer: { name, email, date: '1546272480 +0800' },
        message: 'Update readme.\n',
        file: { path: 'README.md', content: '# demo\n' },
      },
      {
        branch: 'master',
        committer: { name, email, date: '1546529789 +0800' },
        message: 'fixed readme\n',
        file: {
          path: 'README.md',
          content: '# demo\n\nPush something here and see what your hook receives.\n',
        },
      },
    ];
    await this.repositories.create(
      { owner: PATH.owner, name: PATH.path, visibility: 'private', defaultBranch: 'master', commits },
      user,
    );
  }
}
