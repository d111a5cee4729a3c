import { Body, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import type { User } from '#domain';
import { Organisations, Repositories } from '#forge';
import { Actor } from '../../http/actor.js';
import { PublicLinks } from '../../http/public-links.js';
import { CreateRepository } from '../repositories/repository-schemas.js';
import { ListedRepositories } from '../repositories/listed-repositories.js';
import { RepositoryListQuery } from '../repositories/repository-list-schemas.js';
import { Page } from '../shared/page.js';
import { RestController } from '../shared/rest-controller.js';
import { PageQuery } from '../shared/schemas.js';
import {
  ChangedOrganisationJson,
  changedOrganisationJson,
  OrganisationJson,
  organisationJson,
} from './organisation-json.js';
import {
  ListedInOrganisationJson,
  listedInOrganisationJson,
  OrganisationRepositoryJson,
  organisationRepositoryJson,
} from './organisation-repository-json.js';
import { ChangeOrganisation } from './organisation-schemas.js';
import { Answers } from '../shared/answers.js';
import { EmptyListJson } from '../shared/json/nothing-json.js';
import { Summary, Values } from '../../http/described.js';
import { RequireOrganisation } from './require-organisation.js';

@RestController('orgs/:org')
export class OrganisationsController {
  constructor(
    private readonly organisations: Organisations,
    private readonly repositories: Repositories,
    private readonly listed: ListedRepositories,
    private readonly links: PublicLinks,
  ) {}

  @Get()
  @Summary('Shows an organisation')
  @Answers(OrganisationJson)
  async get(@Param('org') path: string) {
    return organisationJson(await this.organisations.get(path), this.links);
  }

  @Patch()
  @Summary('Changes an organisation')
  @RequireOrganisation('administer organisation')
  @Answers(ChangedOrganisationJson)
  async change(
    @Param('org') path: string,
    @Body({ schema: ChangeOrganisation }) profile: ChangeOrganisation,
    @Actor() actor: User,
  ) {
    const row = await this.organisations.get(path);
    return changedOrganisationJson(await this.organisations.change(row, profile, actor));
  }

  @Get('repos')
  @Summary('Lists the repositories of an organisation')
  @Answers(() => z.array(ListedInOrganisationJson()))
  async list(
    @Param('org') path: string,
    @Query({ schema: RepositoryListQuery }) { filter, page }: RepositoryListQuery,
    @Actor() actor: User,
  ) {
    const owner = await this.organisations.get(path);
    const { items, extent } = await this.listed.page({ ...filter, owner }, actor, page);
    return new Page(items.map(listedInOrganisationJson), extent);
  }

  /** A missing organisation is created with its first repository. */
  @Post('repos')
  @Summary('Creates a repository in an organisation')
  @RequireOrganisation('membership')
  @HttpCode(200)
  @Answers(OrganisationRepositoryJson)
  async create(
    @Param('org') owner: string,
    @Body({ schema: CreateRepository }) input: CreateRepository,
    @Actor() actor: User,
  ) {
    const repository = await this.repositories.create({ owner, ...input }, actor);
    return organisationRepositoryJson(await this.repositories.details(repository), this.links);
  }

  /** This server has neither followers nor roles of an organisation's own. */
  @Get(['followers', 'events', 'customized_roles'])
  @Summary('Lists followers, events and roles of an organisation')
  @Values('empty')
  @Answers(EmptyListJson)
  async followers(@Param('org') path: string, @Query({ schema: PageQuery }) page: PageQuery) {
    await this.organisations.get(path);
    return new Page([], { ...page, total: 0 });
  }
}
