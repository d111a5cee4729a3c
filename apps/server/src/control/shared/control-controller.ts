import { applyDecorators, Controller, UseGuards } from '@nestjs/common';
import { Authenticated } from '../../http/actor.js';
import { DECLARED_FIELDS } from './declared-fields.js';

/**
 * A controller below `/_mock/`, which needs a token in `strict` and refuses fields that a call does not read. Its module imports
 * `ForgeModule` for the users.
 */
export const ControlController = (path: string): ClassDecorator =>
  applyDecorators(Controller(`_mock/${path}`), UseGuards(Authenticated, DECLARED_FIELDS));
