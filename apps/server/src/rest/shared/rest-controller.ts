import { applyDecorators, Controller, UseGuards, UseInterceptors } from '@nestjs/common';
import { Authenticated } from '../../http/actor.js';
import { PageInterceptor } from './page.interceptor.js';

/** A controller below `/api/v5/`, which needs a token in `strict`. Its module imports `ForgeModule` for the users. */
export const RestController = (path: string): ClassDecorator =>
  applyDecorators(Controller(`api/v5/${path}`), UseGuards(Authenticated), UseInterceptors(PageInterceptor));
