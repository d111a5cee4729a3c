import { Body, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import { Applications } from '#forge';
import { ControlController } from '../shared/control-controller.js';
import { ApplicationJson, applicationJson } from './application-json.js';
import { CreateApplication } from './application-schemas.js';
import { Answers } from '../../rest/shared/answers.js';
import { ItemsJson } from '../shared/json-schemas.js';
import { Summary } from '../../http/described.js';

/** The OAuth applications. */
@ControlController('applications')
export class ApplicationsController {
  constructor(private readonly applications: Applications) {}

  /** Oldest first. */
  @Get()
  @Summary('Lists the OAuth applications')
  @Answers(() => ItemsJson(ApplicationJson()))
  async list() {
    return { items: (await this.applications.list()).map(applicationJson) };
  }

  @Post()
  @Summary('Registers an application')
  @HttpCode(201)
  @Answers(ApplicationJson)
  async create(@Body({ schema: CreateApplication }) input: CreateApplication) {
    return applicationJson(await this.applications.register(input));
  }

  @Delete(':client_id')
  @Summary('Removes an application, its codes and its tokens')
  @HttpCode(204)
  async remove(@Param('client_id') clientId: string) {
    await this.applications.remove(clientId);
  }
}
