import { applyDecorators, Controller, UseGuards } from '@nestjs/common';
import { Authenticated } from '../../http/actor.js';
import { ApiVersion } from './api-version.guard.js';

/**
 * A controller of the older API, whose paths have no prefix. The form of errors and credentials follows from the
 * path: see `isOlderPath`. Its module imports `ForgeModule` for the users.
 */
export const OlderController = (...paths: string[]): ClassDecorator =>
  applyDecorators(Controller(paths), UseGuards(ApiVersion, Authenticated));
