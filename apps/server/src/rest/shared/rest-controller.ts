import { applyDecorators, Controller, UseGuards } from '@nestjs/common';
import { Authenticated } from '../../http/actor.js';

/** A controller below `/api/v5/`, which needs a token in `strict`. Its module imports `ForgeModule` for the users. */
export const RestController = (path: string): ClassDecorator =>
  applyDecorators(Controller(`api/v5/${path}`), UseGuards(Authenticated));
