import { Body, Delete, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { z } from 'zod';
import type { User } from '#domain';
import { Members, Organisations, Users } from '#forge';
import { Actor } from '../../http/actor.js';
import { PublicLinks } from '../../http/public-links.js';
import { Page } from '../shared/page.js';
import { RestController } from '../shared/rest-controller.js';
import { skipTake, type PageQuery } from '../shared/schemas.js';
import {
  ChangedMemberJson,
  changedMemberJson,
  EnterpriseMemberJson,
  enterpriseMemberJson,
  ListedMemberJson,
  listedMemberJson,
  MemberJson,
  memberJson,
  MembershipJson,
  membershipJson,
} from './member-json.js';
import { InvitedMemberJson, invitedMemberJson } from '../shared/json/invited-json.js';
import { ChangeMember, MembersQuery, PutMember } from './organisation-schemas.js';
import { Answers } from '../shared/answers.js';
import { NothingJson } from '../shared/json/nothing-json.js';
import { Summary } from '../../http/described.js';
import { RequireOrganisation } from './require-organisation.js';

/** The members of an organisation. An enterprise is another name for it. */
@RestController('')
export class MembersController {
  constructor(
    private readonly organisations: Organisations,
    private readonly members: Members,
    private readonly users: Users,
    private readonly links: PublicLinks,
  ) {}

  @Get('orgs/:org/members')
  @Summary('Lists the members of an organisation')
  @Answers(() => z.array(ListedMemberJson()))
  async list(@Param('org') path: string, @Query({ schema: MembersQuery }) { role, page }: MembersQuery) {
    const members = await this.members.list(await this.organisations.get(path), role);
    return pageOf(members, page, (member) => listedMemberJson(member, this.links));
  }

  @Get('orgs/:org/members/:username')
  @Summary('Shows a member of an organisation')
  @Answers(MemberJson)
  async get(@Param('org') path: string, @Param('username') login: string) {
    const organisation = await this.organisations.get(path);
    return memberJson(await this.members.get(organisation, login), organisation, this.links);
  }

  @Get('orgs/:org/memberships/:username')
  @Summary('Shows the membership of a user')
  @Answers(MembershipJson)
  async membershipOf(@Param('org') path: string, @Param('username') login: string) {
    const organisation = await this.organisations.get(path);
    return membershipJson(await this.members.get(organisation, login), organisation, this.links);
  }

  @Post('orgs/:org/memberships/:username')
  @Summary('Adds a member to an organisation')
  @RequireOrganisation('administer organisation')
  @HttpCode(200)
  @Answers(InvitedMemberJson)
  async invite(
    @Param('org') path: string,
    @Param('username') login: string,
    @Body({ schema: PutMember }) { role }: PutMember,
    @Actor() actor: User,
  ) {
    const member = await this.members.put(await this.organisations.get(path), login, role, actor);
    const isAdmin = member.role !== 'member';
    return invitedMemberJson(member.user, { admin: isAdmin, push: true, pull: true }, this.links);
  }

  /** As `POST`; clients of the GitHub tradition put memberships. */
  @Put('orgs/:org/memberships/:username')
  @Summary('Adds a member to an organisation')
  @RequireOrganisation('administer organisation')
  @Answers(InvitedMemberJson)
  putMembership(
    @Param('org') path: string,
    @Param('username') login: string,
    @Body({ schema: PutMember }) asked: PutMember,
    @Actor() actor: User,
  ) {
    return this.invite(path, login, asked, actor);
  }

  @Delete('orgs/:org/memberships/:username')
  @Summary('Removes a member from an organisation')
  @RequireOrganisation('administer organisation')
  @Answers(NothingJson)
  async remove(@Param('org') path: string, @Param('username') login: string, @Actor() actor: User) {
    await this.members.remove(await this.organisations.get(path), await this.users.byLogin(login), actor);
    return {};
  }

  @Get('user/memberships/orgs/:org')
  @Summary("Shows the caller's membership")
  @Answers(MembershipJson)
  membership(@Param('org') path: string, @Actor() actor: User) {
    return this.membershipOf(path, actor.login);
  }

  @Delete('user/memberships/orgs/:org')
  @Summary("Ends the caller's membership")
  @HttpCode(204)
  async leave(@Param('org') path: string, @Actor() actor: User) {
    await this.members.remove(await this.organisations.get(path), actor, actor);
  }

  @Get('enterprises/:org/members')
  @Summary('Lists the members of an enterprise')
  @Answers(() => z.array(EnterpriseMemberJson()))
  async enterpriseMembers(
    @Param('org') path: string,
    @Query({ schema: MembersQuery }) { role, page }: MembersQuery,
  ) {
    const organisation = await this.organisations.get(path);
    const members = await this.members.list(organisation, role);
    return pageOf(members, page, (member) => enterpriseMemberJson(member, organisation, this.links));
  }

  @Get('enterprises/:org/members/:username')
  @Summary('Shows a member of an enterprise')
  @Answers(EnterpriseMemberJson)
  async enterpriseMember(@Param('org') path: string, @Param('username') login: string) {
    const organisation = await this.organisations.get(path);
    return enterpriseMemberJson(await this.members.get(organisation, login), organisation, this.links);
  }

  @Put('enterprises/:org/members/:username')
  @Summary("Changes a member's role")
  @RequireOrganisation('administer organisation')
  @Answers(ChangedMemberJson)
  async change(
    @Param('org') path: string,
    @Param('username') login: string,
    @Body({ schema: ChangeMember }) { role }: ChangeMember,
    @Actor() actor: User,
  ) {
    const organisation = await this.organisations.get(path);
    const member = await this.members.put(organisation, login, role, actor);
    return changedMemberJson(member, organisation, this.links);
  }
}

function pageOf<Item, Json>(all: readonly Item[], page: PageQuery, json: (item: Item) => Json): Page<Json> {
  const { skip, take } = skipTake(page);
  return new Page(all.slice(skip, skip + take).map(json), { ...page, total: all.length });
}
