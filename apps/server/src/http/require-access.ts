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
import type { Repository } from '#domain';
import { RepositoryAccess, type Right } from '#forge';
import { RepoPath } from '../rest/shared/schemas.js';
import { actorOf, Authenticated } from './actor.js';
import { Needs } from './described.js';

const NeededRight = Reflector.createDecorator<Right>();
const repositories = new WeakMap<object, Repository>();

/** Finds the repository of `:owner/:repo` for whoever sent the request, or turns them away: 404, 403. */
@Injectable()
class RepositoryGuard implements CanActivate {
  constructor(
    private readonly access: RepositoryAccess,
    private readonly reflector: Reflector,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    // The guard of a controller has gone by the right that its handler needs.
    if (repositories.has(request)) return true;
    const needed = this.reflector.getAllAndOverride(NeededRight, [context.getHandler(), context.getClass()]);
    const at = RepoPath.parse(request.params);
    repositories.set(request, await this.access.find(at, actorOf(request), needed));
    return true;
  }
}

/**
 * On a handler, or on a controller for those of its handlers that have none of their own: what whoever sent the request
 * must be allowed to do in the repository of `:owner/:repo`. The module imports `ForgeModule`.
 */
export const RequireAccess = (needed: Right) =>
  applyDecorators(NeededRight(needed), Needs(needed), UseGuards(Authenticated, RepositoryGuard));

/** @throws when no `RequireAccess` stands at the handler or its controller */
export function repositoryOf(request: FastifyRequest): Repository {
  const repository = repositories.get(request);
  if (repository === undefined) throw new Error(`${request.method} ${request.url} lacks @RequireAccess`);
  return repository;
}

/** The repository that `RequireAccess` found. */
export const Repo = createParamDecorator((_: unknown, context: ExecutionContext): Repository =>
  repositoryOf(context.switchToHttp().getRequest<FastifyRequest>()),
);
