import { applyDecorators, Controller, UseGuards } from '@nestjs/common';
import { Authenticated } from '../../http/actor.js';
import { KNOWN_QUERY } from './known-query.js';

/**
 * A controller below `/_mock/`, which needs a token in `strict` and refuses unknown query fields. Its module imports
 * `ForgeModule` for the users.
 */
export const ControlController = (path: string): ClassDecorator =>
  applyDecorators(Controller(`_mock/${path}`), UseGuards(Authenticated, KNOWN_QUERY));
