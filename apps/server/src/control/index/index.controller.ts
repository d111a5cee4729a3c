import { Get } from '@nestjs/common';
import { z } from 'zod';
import { Addresses } from '../../http/addresses.js';
import { ControlController } from '../shared/control-controller.js';
import { Answers } from '../../rest/shared/answers.js';
import { ItemsJson } from '../shared/json-schemas.js';
import { Summary } from '../../http/described.js';

const AddressJson = () => z.strictObject({ method: z.string(), path: z.string() });

/** Where to go from here. */
@ControlController('')
export class IndexController {
  constructor(private readonly addresses: Addresses) {}

  @Get()
  @Summary('Lists the addresses of the control plane')
  @Answers(() => ItemsJson(AddressJson()))
  list() {
    return { items: this.addresses.below('/_mock') };
  }
}
