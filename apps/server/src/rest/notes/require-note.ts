import {
  applyDecorators,
  createParamDecorator,
  Injectable,
  UseGuards,
  type CanActivate,
  type ExecutionContext,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { NoteAccess, type NoteKind, type NoteRow } from '#forge';
import { actorOf } from '../../http/actor.js';
import { Needs } from '../../http/described.js';
import { repositoryOf, RequireAccess } from '../../http/require-access.js';

const Kind = Reflector.createDecorator<NoteKind>();
const NoteParam = z.object({ id: z.string() });
const notes = new WeakMap<object, NoteRow>();

/** Finds the comment of `:id` if the user may change it; refuses with 404 or 403. */
@Injectable()
class NoteGuard implements CanActivate {
  constructor(
    private readonly access: NoteAccess,
    private readonly reflector: Reflector,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const kind = this.reflector.get(Kind, context.getHandler());
    const { id } = NoteParam.parse(request.params);
    notes.set(request, await this.access.toEdit(repositoryOf(request), kind, id, actorOf(request)));
    return true;
  }
}

/** On a handler that changes a comment: it is the user's own, or they may push. */
export const RequireNote = (kind: NoteKind) =>
  applyDecorators(RequireAccess('read'), Kind(kind), Needs('edit'), UseGuards(NoteGuard));

/** The comment that `RequireNote` found. */
export const Note = createParamDecorator((_: unknown, context: ExecutionContext): NoteRow => {
  const request = context.switchToHttp().getRequest<FastifyRequest>();
  const note = notes.get(request);
  if (note === undefined) throw new Error(`${request.method} ${request.url} lacks @RequireNote`);
  return note;
});
