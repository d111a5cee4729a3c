import { Body, Controller, Get, Post, Query, Res, UseFilters } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { WritesOnGet } from '../http/route-pause.js';
import { Authorization, type AuthorizationAnswer } from './authorization.js';
import { AuthorizeQuery, Consent } from './authorize-schemas.js';
import { consentPageHeaders } from './consent-page.js';
import { OAuthErrorFilter } from './oauth-error.filter.js';
import { AnswersIn } from '../rest/shared/answers.js';
import { Summary } from '../http/described.js';

/** The authorization endpoint: the path of `/api/v5`, and the older one. */
@Controller(['oauth/authorize', 'login/oauth/authorize'])
@UseFilters(OAuthErrorFilter)
export class AuthorizeController {
  constructor(private readonly authorization: Authorization) {}

  @Get()
  @Summary('Asks a user for consent to an application')
  @AnswersIn(['text/html; charset=utf-8'])
  @WritesOnGet()
  async begin(@Query({ schema: AuthorizeQuery }) query: AuthorizeQuery, @Res() reply: FastifyReply) {
    await send(reply, await this.authorization.begin(query));
  }

  @Post()
  @Summary("Handles the user's answer")
  @AnswersIn(['text/html; charset=utf-8'])
  async decide(
    @Query({ schema: AuthorizeQuery }) query: AuthorizeQuery,
    @Body({ schema: Consent }) consent: Consent,
    @Res() reply: FastifyReply,
  ) {
    await send(reply, await this.authorization.decide(query, consent));
  }
}

/** RFC 9700, section 4.12: 303 after a form, so that no browser sends the token on. */
function send(reply: FastifyReply, answer: AuthorizationAnswer): FastifyReply {
  switch (answer.kind) {
    case 'redirect':
      return reply
        .headers({ 'Cache-Control': 'no-store' })
        .redirect(answer.to, reply.request.method === 'POST' ? 303 : 302);
    case 'page':
      return reply.status(answer.status).headers(consentPageHeaders(answer.returnTo)).send(answer.html);
  }
}
