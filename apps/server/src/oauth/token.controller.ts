import { Controller, Header, HttpCode, Post, UseFilters } from '@nestjs/common';
import { OAuthTokens } from '#forge';
import { OAuthErrorFilter } from './oauth-error.filter.js';
import { OlderTokenJson, olderTokenJson, TokenJson, tokenJson } from './token-json.js';
import { AskedToken, type TokenFields } from './token-request.js';
import { Answers } from '../rest/shared/answers.js';
import { Summary } from '../http/described.js';

/** The token endpoint. */
@Controller()
@UseFilters(OAuthErrorFilter)
export class TokenController {
  constructor(private readonly tokens: OAuthTokens) {}

  @Post('oauth/token')
  @Summary('Issues tokens for a code or a refresh token')
  @HttpCode(200)
  @Header('Cache-Control', 'no-store')
  @Answers(TokenJson)
  async issue(@AskedToken() asked: TokenFields) {
    return tokenJson(await this.tokens.issue(asked));
  }

  /** The older API documents no `grant_type` for a code. */
  @Post('login/oauth/access_token')
  @Summary("Issues tokens in the older API's form")
  @HttpCode(200)
  @Header('Cache-Control', 'no-store')
  @Answers(OlderTokenJson)
  async issueOlder(@AskedToken() { grantType = 'authorization_code', ...asked }: TokenFields) {
    return olderTokenJson(await this.tokens.issue({ grantType, ...asked }));
  }
}
