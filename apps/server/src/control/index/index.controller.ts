import { Get } from '@nestjs/common';
import { Addresses } from '../../http/addresses.js';
import { ControlController } from '../shared/control-controller.js';

/** Where to go from here. */
@ControlController('')
export class IndexController {
  constructor(private readonly addresses: Addresses) {}

  @Get()
  list() {
    return { items: this.addresses.below('/_mock') };
  }
}
