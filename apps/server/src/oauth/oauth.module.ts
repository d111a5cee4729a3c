import { Module } from '@nestjs/common';
import { ForgeModule } from '#forge';
import { Authorization } from './authorization.js';
import { AuthorizeController } from './authorize.controller.js';
import { ConsentForms } from './consent-forms.js';
import { TokenController } from './token.controller.js';

/** OAuth 2 at the addresses of both APIs. */
@Module({
  imports: [ForgeModule],
  controllers: [AuthorizeController, TokenController],
  providers: [Authorization, ConsentForms],
})
export class OAuthModule {}
