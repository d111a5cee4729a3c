import { Body, HttpCode, Post, Put } from '@nestjs/common';
import { z } from 'zod';
import type { Repository, User } from '#domain';
import { RepositorySettings, RepositoryTransfers } from '#forge';
import { Actor } from '../../http/actor.js';
import { Repo, RequireAccess } from '../../http/require-access.js';
import { Answers } from '../shared/answers.js';
import { RestController } from '../shared/rest-controller.js';
import { ORGANISATION_SUCCESS, OrganisationSuccessJson } from './repository-settings-json.js';
import { OrganisationTransfer, RepositoryStatus, Transfer } from './repository-settings-schemas.js';
import { Summary, Values } from '../../http/described.js';

const TransferJson = () => z.strictObject({ new_owner: z.string(), new_name: z.string() });

/** The repositories of organisations. */
@RestController('')
@RequireAccess('administer')
export class OrganisationRepositoriesController {
  constructor(
    private readonly transfers: RepositoryTransfers,
    private readonly settings: RepositorySettings,
  ) {}

  @Put('org/:owner/repo/:repo/status')
  @Summary('Sets the status of a repository')
  @Values('kept')
  @Answers(OrganisationSuccessJson)
  async changeStatus(
    @Repo() repository: Repository,
    @Body({ schema: RepositoryStatus }) status: RepositoryStatus,
  ) {
    await this.settings.change(repository, 'about', status);
    return ORGANISATION_SUCCESS;
  }

  @Post('repos/:owner/:repo/transfer')
  @Summary('Transfers a repository')
  @HttpCode(200)
  @Answers(TransferJson)
  async transfer(
    @Repo() repository: Repository,
    @Body({ schema: Transfer }) { new_owner: owner }: Transfer,
    @Actor() actor: User,
  ) {
    const moved = await this.transfers.transfer(repository, owner, actor);
    return { new_owner: moved.owner, new_name: moved.path };
  }

  @Post('org/:owner/projects/:repo/transfer')
  @Summary('Transfers a repository of an organisation')
  @HttpCode(200)
  @Answers(OrganisationSuccessJson)
  async transferOf(
    @Repo() repository: Repository,
    @Body({ schema: OrganisationTransfer }) { transfer_to: owner }: OrganisationTransfer,
    @Actor() actor: User,
  ) {
    await this.transfers.transfer(repository, owner, actor);
    return ORGANISATION_SUCCESS;
  }
}
