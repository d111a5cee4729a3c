import { Get } from '@nestjs/common';
import { ControlController } from '../shared/control-controller.js';
import { Answers } from '../../rest/shared/answers.js';
import { JsonSchemaJson } from '../shared/json-schemas.js';
import { Summary } from '../../http/described.js';

@ControlController('schemas/seed.json')
export class SeedSchemaController {
  /** The JSON Schema of seeds, for editors. */
  @Get()
  @Summary('Shows the JSON Schema of seeds')
  @Answers(JsonSchemaJson)
  async get() {
    // Loaded when needed: most servers never serve it.
    const { seedJsonSchema } = await import('../../seed/seed-json-schema.js');
    return seedJsonSchema();
  }
}
