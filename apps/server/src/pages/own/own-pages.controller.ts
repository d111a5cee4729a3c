import { Controller, Get, Param, Redirect, Req, UseGuards } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { DeliveryLog, EventLog } from '#dispatcher';
import { ForgeSettings } from '#forge';
import { Authenticated } from '../../http/actor.js';
import { PublicLinks } from '../../http/public-links.js';
import { queryOf, rootFrom } from '../../http/asked-address.js';
import { PathId } from '../../rest/shared/schemas.js';
import { AnswersIn } from '../../rest/shared/answers.js';
import { deliveryPage, eventPage, instrumentPage, startPage } from './own-page-text.js';
import { WebPage } from '../shell/web-page.js';

/** Pages that a script makes, and what programs ask instead. */
const INSTEAD: Readonly<Record<string, string>> = {
  '-/repositories': '/_mock/repositories',
  '-/sinks': '/_sink',
  '-/sinks/:name': '/_sink',
  '-/instruments': '/_mock',
  '-/trigger': '/_mock',
  '-/snapshots': '/_mock/snapshots',
  '-/faults': '/_mock/faults',
  '-/clock': '/_mock/clock',
  '-/misses': '/_mock/misses',
  '-/check': '/_mock/verify',
};

/** The pages that show what the server did, and its instruments: the root, and what lies below `/-/`. */
@Controller()
export class OwnPagesController {
  constructor(
    private readonly deliveries: DeliveryLog,
    private readonly events: EventLog,
    private readonly links: PublicLinks,
    private readonly settings: ForgeSettings,
  ) {}

  @Get()
  @WebPage()
  start() {
    return startPage(this.links, this.settings.auth === 'strict');
  }

  @Get('-/deliveries/:id')
  @WebPage()
  @UseGuards(Authenticated)
  async delivery(@Param('id') id: string) {
    return deliveryPage(await this.deliveries.row(id), this.links);
  }

  @Get('-/events/:id')
  @WebPage()
  @UseGuards(Authenticated)
  async event(@Param({ schema: PathId }) { id }: PathId) {
    return eventPage(await this.events.row(id), this.links);
  }

  @Get(Object.keys(INSTEAD))
  @WebPage()
  instrument(@Req() { routeOptions: { url = '' } }: FastifyRequest) {
    return instrumentPage(INSTEAD[url.slice(1)] ?? '/_mock', this.links);
  }

  @Get('-/api')
  @AnswersIn(['text/html; charset=utf-8'])
  @Redirect()
  api(@Req() { url }: FastifyRequest) {
    // Relative, as a proxy may have put the server below a path; the query has the token.
    return { url: `${rootFrom(url)}_mock/docs${queryOf(url)}` };
  }
}
