import type { Type } from '@nestjs/common';
import {
  HTTP_CODE_METADATA,
  MODULE_METADATA,
  PATH_METADATA,
  ROUTE_ARGS_METADATA,
} from '@nestjs/common/constants.js';
import { Reflector } from '@nestjs/core';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { ControlModule } from '../../apps/server/src/control/control.module.js';
import { GitHttpModule } from '../../apps/server/src/git-http/git-http.module.js';
import { OAuthModule } from '../../apps/server/src/oauth/oauth.module.js';
import { PagesModule } from '../../apps/server/src/pages/pages.module.js';
import { RestOlderModule } from '../../apps/server/src/rest-older/rest-older.module.js';
import { RestModule } from '../../apps/server/src/rest/rest.module.js';
import { Answers, AnswersIn } from '../../apps/server/src/rest/shared/answers.js';
import {
  body,
  choice,
  duration,
  isoInstant,
  lenientBoolean,
  names,
  requiredNames,
  requiredText,
  text,
  wholeNumber,
} from '../../apps/server/src/rest/shared/schemas.js';
import { SinkModule } from '../../apps/server/src/sink/sink.module.js';

/** Dynamic modules bring no controllers here. */
const Classes = z
  .array(z.unknown())
  .default([])
  .transform((all) => all.filter((each): each is Type => typeof each === 'function'));
const Parameters = z.record(z.string(), z.object({ schema: z.instanceof(z.ZodType).optional() })).default({});

const API = [RestModule, RestOlderModule, ControlModule, OAuthModule, SinkModule];

test('the schema of every request says in JSON Schema what each field holds', () => {
  const modules = [...API, GitHttpModule, PagesModule];
  const schemas = [...new Set(modules.flatMap(controllersOf))].flatMap(schemasOf);
  expect(schemas.length).toBeGreaterThan(60);
  expect(schemas.flatMap(({ at, schema }) => opaqueIn(documented(schema), at))).toEqual([]);
});

test('so does the schema of every answer', () => {
  const schemas = [...new Set(API.flatMap(controllersOf))].flatMap(answersOf);
  expect(schemas.length).toBeGreaterThan(200);
  const opaque = ({ at, schema }: Schema) => opaqueIn(z.toJSONSchema(schema, { io: 'output' }), at);
  expect(schemas.flatMap(opaque)).toEqual([]);
});

test('every handler of the API documents its answer, unless it is empty', () => {
  const controllers = [...new Set(API.flatMap(controllersOf))];
  const silent = controllers.flatMap((controller) =>
    handlersOf(controller)
      .filter((name) => !saysWhatItAnswers(controller.prototype[name]))
      .map((name) => `${controller.name}.${name}`),
  );
  expect(silent).toEqual([]);
});

test('a field without a documented type is found at any depth', () => {
  const opaque = z.unknown().transform(String);
  expect(opaqueIn(documented(opaque), 'root')).toEqual(['root']);
  expect(opaqueIn(documented(z.object({ a: z.string(), b: opaque })), 'x')).toEqual(['x.properties.b']);
  expect(opaqueIn(documented(z.array(z.union([z.string(), opaque]))), 'x')).toEqual(['x.items.anyOf.1']);
  expect(opaqueIn(documented(z.looseObject({})), 'x')).toEqual(['x.additionalProperties']);
});

test('fields are documented with their types and limits, and those that must be there as required', () => {
  const schema = body({
    title: requiredText(255),
    people: requiredNames('is missing'),
    note: text(10),
    count: wholeNumber(1, 100),
    state: choice('open', 'closed'),
    draft: lenientBoolean,
    labels: names,
    since: isoInstant,
    timeout: duration(10_000),
  });
  const list = { type: 'array', items: { type: 'string' }, maxItems: 100 };
  expect(documented(schema)).toMatchObject({
    type: 'object',
    properties: {
      title: { type: 'string', minLength: 1, maxLength: 255 },
      people: list,
      note: { type: 'string', maxLength: 10 },
      count: { type: 'integer', minimum: 1, maximum: 100 },
      state: { type: 'string', enum: ['open', 'closed'] },
      draft: { type: 'boolean' },
      labels: list,
      since: { type: 'string', format: 'date-time' },
      timeout: { type: 'string', description: expect.stringContaining('at most 10s') },
    },
    required: ['title', 'people'],
  });
});

const documented = (schema: z.ZodType): unknown => z.toJSONSchema(schema, { io: 'input' });

function controllersOf(module: Type): Type[] {
  const imported = Classes.parse(Reflect.getMetadata(MODULE_METADATA.IMPORTS, module));
  const own = Classes.parse(Reflect.getMetadata(MODULE_METADATA.CONTROLLERS, module));
  return [...own, ...imported.flatMap(controllersOf)];
}

interface Schema {
  readonly at: string;
  readonly schema: z.ZodType;
}

const handlersOf = (controller: Type): string[] =>
  Object.getOwnPropertyNames(controller.prototype).filter(
    (name) => name !== 'constructor' && Reflect.hasMetadata(PATH_METADATA, controller.prototype[name]),
  );

function answersOf(controller: Type): Schema[] {
  return handlersOf(controller).flatMap((handler) => {
    const answer = new Reflector().get(Answers, controller.prototype[handler]);
    return answer === undefined ? [] : [{ at: `${controller.name}.${handler}`, schema: answer() }];
  });
}

const NOTHING = [204, 205];

function saysWhatItAnswers(handler: Function): boolean {
  const reflector = new Reflector();
  const code: unknown = Reflect.getMetadata(HTTP_CODE_METADATA, handler);
  if (typeof code === 'number' && NOTHING.includes(code)) return true;
  return (reflector.get(Answers, handler) ?? reflector.get(AnswersIn, handler)) !== undefined;
}

/** Of all parameters of all handlers. */
function schemasOf(controller: Type): Schema[] {
  return handlersOf(controller).flatMap((handler) => {
    const parameters = Parameters.parse(Reflect.getMetadata(ROUTE_ARGS_METADATA, controller, handler));
    return Object.values(parameters).flatMap(({ schema }) =>
      schema === undefined ? [] : [{ at: `${controller.name}.${handler}`, schema }],
    );
  });
}

/** Keywords of JSON Schema that hold a schema, several by name, or a list of them. */
const INNER = ['items', 'additionalProperties', 'propertyNames', 'not'];
const INNER_BY_NAME = ['properties', '$defs', 'anyOf', 'oneOf', 'allOf', 'prefixItems'];
const MEANING = ['type', 'enum', 'const', '$ref', 'anyOf', 'oneOf', 'allOf', 'not'];

/** Where a schema is one that everything suits. */
function opaqueIn(schema: unknown, at: string): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const entries = Object.entries(schema);
  const inner = entries.flatMap(([keyword, value]: [string, unknown]) => {
    if (INNER.includes(keyword)) return opaqueIn(value, `${at}.${keyword}`);
    if (!INNER_BY_NAME.includes(keyword) || typeof value !== 'object' || value === null) return [];
    return Object.entries(value).flatMap(([name, each]) => opaqueIn(each, `${at}.${keyword}.${name}`));
  });
  return entries.some(([keyword]) => MEANING.includes(keyword)) ? inner : [at, ...inner];
}
