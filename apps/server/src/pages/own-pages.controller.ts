import { Controller, Get, Param, Redirect, UseGuards } from '@nestjs/common';
import { DeliveryLog, EventLog } from '#dispatcher';
import { Authenticated } from '../http/actor.js';
import { PublicLinks } from '../http/public-links.js';
import { PathId } from '../rest/shared/schemas.js';
import { AnswersIn } from '../rest/shared/answers.js';
import { deliveryPage, eventPage, instrumentPage, startPage } from './own-page-text.js';
import { WebPage } from './shell/web-page.js';

/** The pages that show what the server did, and its instruments: the root, and what lies below `/-/`. */
@Controller()
export class OwnPagesController {
  constructor(
    private readonly deliveries: DeliveryLog,
    private readonly events: EventLog,
    private readonly links: PublicLinks,
  ) {}

  @Get()
  @WebPage()
  start() {
    return startPage(this.links);
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

  @Get('-/repositories')
  @WebPage()
  repositories() {
    return instrumentPage('/_mock/repositories', this.links);
  }

  @Get(['-/sinks', '-/sinks/:name'])
  @WebPage()
  sinks() {
    return instrumentPage('/_sink', this.links);
  }

  @Get(['-/instruments', '-/trigger', '-/snapshots'])
  @WebPage()
  instruments() {
    return instrumentPage('/_mock', this.links);
  }

  @Get('-/faults')
  @WebPage()
  faults() {
    return instrumentPage('/_mock/faults', this.links);
  }

  @Get('-/clock')
  @WebPage()
  clock() {
    return instrumentPage('/_mock/clock', this.links);
  }

  @Get('-/misses')
  @WebPage()
  misses() {
    return instrumentPage('/_mock/misses', this.links);
  }

  @Get('-/check')
  @WebPage()
  check() {
    return instrumentPage('/_mock/verify', this.links);
  }

  @Get('-/api')
  @AnswersIn(['text/html; charset=utf-8'])
  @Redirect('/_mock/docs')
  api() {}
}
