import { applyDecorators, Controller, UseGuards } from '@nestjs/common';
import { Authenticated } from '../../http/actor.js';

/** A controller below `/_mock/`, for which `strict` asks for a token. Its module imports `ForgeModule`, which knows the users. */
export const ControlController = (path: string): ClassDecorator =>
  applyDecorators(Controller(`_mock/${path}`), UseGuards(Authenticated));
