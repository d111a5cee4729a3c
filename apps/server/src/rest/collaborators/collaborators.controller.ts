import { Body, Delete, Get, HttpCode, Param, Put, Query } from '@nestjs/common';
import { z } from 'zod';
import { ForgeError, fullName, type Repository, type User } from '#domain';
import { Access, Users } from '#forge';
import { Actor } from '../../http/actor.js';
import { PublicLinks } from '../../http/public-links.js';
import { Repo, RequireAccess } from '../../http/require-access.js';
import { Page } from '../shared/page.js';
import { body, choice, PageQuery, skipTake, text } from '../shared/schemas.js';
import { RestController } from '../shared/rest-controller.js';
import {
  CollaboratorJson,
  collaboratorJson,
  CheckedJson,
  checkedJson,
  GrantedJson,
  grantedJson,
  PermissionJson,
  permissionJson,
  permissionsOf,
} from './collaborator-json.js';
import { SelfPermissionJson, selfPermissionJson } from './self-permission-json.js';
import { InvitedJson, invitedJson } from '../shared/json/invited-json.js';
import { Answers } from '../shared/answers.js';
import { Summary } from '../../http/described.js';

const Grant = body({
  permission: choice('pull', 'push', 'admin', 'customized'),
  role_id: text(100),
}).transform(({ permission = 'push' }) => ({
  permission: permission === 'customized' ? ('push' as const) : permission,
}));
type Grant = z.output<typeof Grant>;

/** The collaborators of a repository; their permissions are checked in `strict`. */
@RestController('repos/:owner/:repo')
@RequireAccess('read')
export class CollaboratorsController {
  constructor(
    private readonly users: Users,
    private readonly access: Access,
    private readonly links: PublicLinks,
  ) {}

  /** The owner first. */
  @Get('collaborators')
  @Summary('Lists the collaborators of the repository')
  @Answers(() => z.array(CollaboratorJson()))
  async list(@Repo() repository: Repository, @Query({ schema: PageQuery }) page: PageQuery) {
    const people = await this.access.people(repository);
    const { skip, take } = skipTake(page);
    const shown = people.slice(skip, skip + take);
    return new Page(
      shown.map(({ user, permission }) => collaboratorJson(user, permission, this.links)),
      { ...page, total: people.length },
    );
  }

  /** In `open` everybody may do everything. */
  @Get('collaborators/self-permission')
  @Summary('Shows what the caller may do in the repository')
  @Answers(SelfPermissionJson)
  async own(@Repo() repository: Repository, @Actor() actor: User) {
    return selfPermissionJson(await this.access.right(actor, repository));
  }

  /** 200 with a message, as documented, for a collaborator, 404 for other users. */
  @Get('collaborators/:username')
  @Summary('Checks whether a user is a collaborator')
  @Answers(CheckedJson)
  async check(@Repo() repository: Repository, @Param('username') login: string) {
    const user = await this.users.byLogin(login);
    const people = await this.access.people(repository);
    if (people.some((person) => person.user.id === user.id)) return checkedJson(user, repository);
    throw new ForgeError('not_found', `${user.login} is not a collaborator of ${fullName(repository)}`);
  }

  @Get('collaborators/:username/permission')
  @Summary("Shows a user's permission in the repository")
  @Answers(PermissionJson)
  async permission(@Repo() repository: Repository, @Param('username') login: string) {
    const user = await this.users.byLogin(login);
    return permissionJson(user, await this.access.permission(user, repository));
  }

  @Put('collaborators/:username')
  @Summary('Adds or changes a collaborator')
  @RequireAccess('administer')
  @Answers(GrantedJson)
  async grant(
    @Repo() repository: Repository,
    @Param('username') login: string,
    @Body({ schema: Grant }) { permission }: Grant,
  ) {
    const user = await this.users.byLogin(login);
    await this.access.grant(repository, user, permission);
    return grantedJson(user, permission, this.links);
  }

  /** The same with another permission format. */
  @Put('members/:username')
  @Summary('Adds or changes a collaborator')
  @RequireAccess('administer')
  @Answers(InvitedJson)
  async grantToMember(
    @Repo() repository: Repository,
    @Param('username') login: string,
    @Body({ schema: Grant }) { permission }: Grant,
  ) {
    const user = await this.users.byLogin(login);
    await this.access.grant(repository, user, permission);
    return invitedJson(user, permissionsOf(permission), this.links);
  }

  @Delete(['collaborators/:username', 'members/:username'])
  @Summary('Removes a collaborator')
  @RequireAccess('administer')
  @HttpCode(204)
  async revoke(@Repo() repository: Repository, @Param('username') login: string) {
    await this.access.revoke(repository, await this.users.byLogin(login));
  }
}
