import { Get } from '@nestjs/common';
import { z } from 'zod';
import { Addresses } from '../../http/addresses.js';
import { ControlController } from '../shared/control-controller.js';
import { Answers } from '../../rest/shared/answers.js';
import { ItemsJson } from '../shared/json-schemas.js';
import { Summary } from '../../http/described.js';

const AddressJson = () => z.strictObject({ method: z.string(), path: z.string() });

/** An index of the control API. */
@ControlController('')
export class IndexController {
  constructor(private readonly addresses: Addresses) {}

  @Get()
  @Summary('Lists the addresses of the control API')
  @Answers(() => ItemsJson(AddressJson()))
  list() {
    return { items: this.addresses.below('/_mock') };
  }
}
