import { Body, HttpCode, Post } from '@nestjs/common';
import type { User } from '#domain';
import { Organisations } from '#forge';
import { Actor } from '../../http/actor.js';
import { Summary } from '../../http/described.js';
import { PublicLinks } from '../../http/public-links.js';
import { Answers } from '../shared/answers.js';
import { RestController } from '../shared/rest-controller.js';
import { OrganisationJson, organisationJson } from './organisation-json.js';
import { CreateOrganisation } from './organisation-schemas.js';

/** Organisations by a call that the reference lacks and clients make. */
@RestController('orgs')
export class NewOrganisationsController {
  constructor(
    private readonly organisations: Organisations,
    private readonly links: PublicLinks,
  ) {}

  @Post()
  @Summary("Creates an organisation of the caller's own")
  @HttpCode(200)
  @Answers(OrganisationJson)
  async create(
    @Body({ schema: CreateOrganisation }) { path, profile }: CreateOrganisation,
    @Actor() actor: User,
  ) {
    return organisationJson(await this.organisations.create(path, actor, profile), this.links);
  }
}
