import { Injectable } from '@nestjs/common';
import { Repositories } from './repositories.js';
import { Users } from '../users/users.js';

const PATH = { owner: 'demo', path: 'demo' };

/** What a newcomer finds: somebody to be, and a repository to push to. The same shas on every machine. */
@Injectable()
export class Demo {
  constructor(
    private readonly users: Users,
    private readonly repositories: Repositories,
  ) {}

  async exists(): Promise<boolean> {
    return (await this.repositories.find(PATH)) !== null;
  }

  async seed(): Promise<void> {
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
