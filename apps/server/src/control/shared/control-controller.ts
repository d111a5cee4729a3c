import { applyDecorators, Controller, UseGuards } from '@nestjs/common';
import { Authenticated } from '../../http/actor.js';
import { KNOWN_QUERY } from './known-query.js';

/**
 * A controller below `/_mock/`, for which `strict` asks for a token, and whose queries have no field that their handler does not
 * know. Its module imports `ForgeModule`, which knows the users.
 */
export const ControlController = (path: string): ClassDecorator =>
  applyDecorators(Controller(`_mock/${path}`), UseGuards(Authenticated, KNOWN_QUERY));
