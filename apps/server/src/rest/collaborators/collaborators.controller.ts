import { Body, Delete, HttpCode, Param, Put } from '@nestjs/common';
import type { z } from 'zod';
import type { Repository } from '#domain';
import { Access, Users } from '#forge';
import { PublicLinks } from '../../http/public-links.js';
import { Repo, RequireAccess } from '../../http/require-access.js';
import { body, choice } from '../shared/schemas.js';
import { RestController } from '../shared/rest-controller.js';
import { hexId } from '../shared/user-json.js';

const Grant = body({ permission: choice('pull', 'push', 'admin') }).transform(({ permission = 'push' }) => ({
  permission,
}));
type Grant = z.output<typeof Grant>;

/** Who else may work in a repository; it matters where rights are checked, in `strict`. */
@RestController('repos/:owner/:repo/collaborators/:username')
@RequireAccess('administer')
export class CollaboratorsController {
  constructor(
    private readonly users: Users,
    private readonly access: Access,
    private readonly links: PublicLinks,
  ) {}

  @Put()
  async grant(
    @Repo() repository: Repository,
    @Param('username') login: string,
    @Body({ schema: Grant }) { permission }: Grant,
  ) {
    const user = await this.users.byLogin(login);
    await this.access.grant(repository, user, permission);
    return {
      id: hexId(user.id),
      login: user.login,
      name: user.name,
      avatar_url: null,
      html_url: this.links.user(user.login),
      remark: '',
      type: 'User',
      permissions: { pull: true, push: permission !== 'pull', admin: permission === 'admin' },
    };
  }

  @Delete()
  @HttpCode(204)
  async revoke(@Repo() repository: Repository, @Param('username') login: string) {
    await this.access.revoke(repository, await this.users.byLogin(login));
  }
}
