import { Body, Controller, Delete, HttpCode, Param, Put, UseGuards } from '@nestjs/common';
import type { z } from 'zod';
import type { User } from '#domain';
import { Access, RepositoryAccess, Users } from '#forge';
import { Actor, Authenticated } from '../../http/actor.js';
import { PublicLinks } from '../../http/public-links.js';
import { body, choice, RepoPath } from '../shared/schemas.js';
import { hexId } from '../shared/user-json.js';

const Grant = body({ permission: choice('pull', 'push', 'admin') }).transform(({ permission = 'push' }) => ({
  permission,
}));
type Grant = z.output<typeof Grant>;

/** Who else may work in a repository; it matters where rights are checked, in `strict`. */
@Controller('api/v5/repos/:owner/:repo/collaborators/:username')
@UseGuards(Authenticated)
export class CollaboratorsController {
  constructor(
    private readonly users: Users,
    private readonly repositories: RepositoryAccess,
    private readonly access: Access,
    private readonly links: PublicLinks,
  ) {}

  @Put()
  async grant(
    @Param({ schema: RepoPath }) at: RepoPath,
    @Param('username') login: string,
    @Body({ schema: Grant }) { permission }: Grant,
    @Actor() actor: User,
  ) {
    const repository = await this.repositories.toAdminister(at, actor);
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
  async revoke(
    @Param({ schema: RepoPath }) at: RepoPath,
    @Param('username') login: string,
    @Actor() actor: User,
  ) {
    const repository = await this.repositories.toAdminister(at, actor);
    await this.access.revoke(repository, await this.users.byLogin(login));
  }
}
