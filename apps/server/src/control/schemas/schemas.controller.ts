import { Get, Param } from '@nestjs/common';
import { z } from 'zod';
import { ForgeError, quoted } from '#domain';
import {
  DIALECT_NAMES,
  dialectNamed,
  findDialect,
  payloadSchema,
  SCHEMA_NAMES,
  type Dialect,
} from '#payloads';
import { ControlController } from '../shared/control-controller.js';
import { Answers } from '../../rest/shared/answers.js';
import { ItemsJson, JsonSchemaJson } from '../shared/json-schemas.js';
import { Summary } from '../../http/described.js';

const SchemaReferenceJson = () =>
  z.strictObject({ dialect: z.string(), event: z.string(), path: z.string() });

/** The JSON Schemas of payloads. */
@ControlController('schemas')
export class SchemasController {
  @Get()
  @Summary('Lists the JSON Schemas of payloads')
  @Answers(() => ItemsJson(SchemaReferenceJson()))
  list() {
    return { items: DIALECT_NAMES.flatMap((name) => schemasOf(dialectNamed(name))) };
  }

  @Get(':dialect/:file')
  @Summary('Shows the JSON Schema of a payload')
  @Answers(JsonSchemaJson)
  get(@Param('dialect') dialectName: string, @Param('file') file: string) {
    const dialect = findDialect(dialectName);
    const schema =
      dialect && file.endsWith(JSON_FILE) && payloadSchema(dialect, file.slice(0, -JSON_FILE.length));
    if (schema) return schema;
    throw new ForgeError(
      'not_found',
      `There is no schema ${quoted(`${dialectName}/${file}`)}; GET /_mock/schemas lists all there are`,
    );
  }
}

const JSON_FILE = '.json';

const schemasOf = (dialect: Dialect) =>
  SCHEMA_NAMES.filter((event) => payloadSchema(dialect, event) !== null).map((event) => ({
    dialect: dialect.name,
    event,
    path: `/_mock/schemas/${dialect.name}/${event}${JSON_FILE}`,
  }));
