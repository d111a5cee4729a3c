import { Get } from '@nestjs/common';
import { ControlController } from '../shared/control-controller.js';

@ControlController('schemas/seed.json')
export class SeedSchemaController {
  /** What a seed may have, for editors. */
  @Get()
  async get() {
    // Most servers are never asked.
    const { seedJsonSchema } = await import('../../seed/seed-json-schema.js');
    return seedJsonSchema();
  }
}
