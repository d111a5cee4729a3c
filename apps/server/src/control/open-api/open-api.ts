import { Injectable, type INestApplication } from '@nestjs/common';
import { ModulesContainer, Reflector } from '@nestjs/core';
import type { OpenAPIObject } from '@nestjs/swagger';
import { GUARDS_METADATA } from '@nestjs/common/constants.js';
import { z } from 'zod';
import { Answers, AnswersIn } from '../../rest/shared/answers.js';
import { PublicLinks } from '../../http/public-links.js';
import { VERSION } from '../../process/version.js';
import { completed, withPathParameters, type Content, type Described, type Operation } from './operations.js';
import { webhookOperations } from './webhook-operations.js';
import { REFUSALS } from './error-responses.js';
import { Authenticated } from '../../http/actor.js';
import { Needs, Summary, Values } from '../../http/described.js';

/** Not described: git, whose paths begin with an owner, and pages, which are no JSON. */
const UNDESCRIBED = /^\/($|-\/|\{owner\})/;

/**
 * The OpenAPI document, made from the schemas that check requests, at the first request for it: the start does not
 * pay for it.
 */
@Injectable()
export class OpenApi {
  private app: INestApplication | undefined;
  private made: Promise<OpenAPIObject> | undefined;

  constructor(
    private readonly modules: ModulesContainer,
    private readonly reflector: Reflector,
    private readonly links: PublicLinks,
  ) {}

  /** Call it once all routes are registered. */
  follow(app: INestApplication): void {
    this.app = app;
  }

  document(): Promise<OpenAPIObject> {
    return (this.made ??= this.make());
  }

  private async make(): Promise<OpenAPIObject> {
    const { DocumentBuilder, SwaggerModule } = await import('@nestjs/swagger');
    if (this.app === undefined) throw new Error('The document is asked for before there are routes');
    const base = new DocumentBuilder()
      .setOpenAPIVersion('3.1.0')
      .setTitle('atomgit-mock')
      .setDescription('REST v5 as clients of AtomGit call it, and the control plane for tests')
      .setVersion(VERSION)
      .setLicense('MIT', '')
      .addServer(this.links.base)
      .addBearerAuth({ type: 'http', scheme: 'bearer' }, 'bearer')
      .addApiKey({ type: 'apiKey', in: 'header', name: 'PRIVATE-TOKEN' }, 'private-token')
      .addApiKey({ type: 'apiKey', in: 'query', name: 'access_token' }, 'access-token')
      .build();
    const document = SwaggerModule.createDocument(this.app, base, { standardSchemaConverter: requestSchema });
    const described = this.described();
    const paths = Object.entries(document.paths)
      .filter(([path]) => !UNDESCRIBED.test(path))
      .map(([path, item]) => [
        path,
        mapped(item, (operation) => withPathParameters(path, completed(path, operation, described))),
      ]);
    return {
      ...document,
      paths: Object.fromEntries(paths),
      webhooks: webhookOperations(),
      components: { ...document.components, responses: REFUSALS },
    };
  }

  /** The documentation of handlers, by operation id. */
  private described(): ReadonlyMap<string, Described> {
    const controllers = [...this.modules.values()].flatMap((module) => [...module.controllers.values()]);
    const described = new Map<string, Described>();
    for (const { metatype } of controllers) {
      const prototype: object = metatype?.prototype ?? {};
      for (const name of Object.getOwnPropertyNames(prototype)) {
        const handler: unknown = Object.getOwnPropertyDescriptor(prototype, name)?.value;
        if (typeof handler === 'function' && metatype)
          described.set(`${metatype.name}_${name}`, this.descriptionOf(handler, metatype));
      }
    }
    return described;
  }

  private descriptionOf(handler: Function, controller: Function): Described {
    const both = [handler, controller];
    const guards = both.flatMap((each): unknown[] => Reflect.getMetadata(GUARDS_METADATA, each) ?? []);
    const needed = this.reflector.getAllAndOverride(Needs, [handler, controller]);
    return {
      summary: this.reflector.get(Summary, handler),
      'x-access': needed ?? (guards.includes(Authenticated) ? 'user' : 'anyone'),
      'x-values': this.reflector.get(Values, handler) ?? 'real',
      content: this.contentOf(handler),
    };
  }

  private contentOf(handler: Function): Content | undefined {
    const schema = this.reflector.get(Answers, handler);
    if (schema !== undefined)
      return { 'application/json': { schema: z.toJSONSchema(schema(), { io: 'output' }) } };
    const types = this.reflector.get(AnswersIn, handler);
    return types && Object.fromEntries(types.map((type) => [type, { schema: { type: 'string' } }]));
  }
}

/** In OpenAPI 3.1; Nest itself would expect 3.0. */
function requestSchema(schema: unknown) {
  if (!(schema instanceof z.ZodType)) return undefined;
  const { $schema: _, $defs: components = {}, ...described } = z.toJSONSchema(schema, { io: 'input' });
  return { schema: described, components };
}

/** Applies `change` to each operation of a path; other keys of the path stay. */
function mapped(item: object, change: (operation: Operation) => Operation): object {
  return Object.fromEntries(
    Object.entries(item).map(([method, operation]: [string, Operation]) => [method, change(operation)]),
  );
}
