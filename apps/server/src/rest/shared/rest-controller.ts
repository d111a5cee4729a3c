import { applyDecorators, Controller, UseGuards, UseInterceptors } from '@nestjs/common';
import { Authenticated } from '../../http/actor.js';
import { PageInterceptor } from './page.interceptor.js';

/** A controller below `/api/v5/`, for which `strict` asks for a token. Its module imports `ForgeModule`, which knows the users. */
export const RestController = (path: string): ClassDecorator =>
  applyDecorators(Controller(`api/v5/${path}`), UseGuards(Authenticated), UseInterceptors(PageInterceptor));
