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

/** Finds the repository of `:owner/:repo` for the user, or refuses the request with 404 or 403. */
@Injectable()
class RepositoryGuard implements CanActivate {
  constructor(
    private readonly access: RepositoryAccess,
    private readonly reflector: Reflector,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    // The controller's guard has already checked the handler's right.
    if (repositories.has(request)) return true;
    const needed = this.reflector.getAllAndOverride(NeededRight, [context.getHandler(), context.getClass()]);
    const at = RepoPath.parse(request.params);
    repositories.set(request, await this.access.find(at, actorOf(request), needed));
    return true;
  }
}

/**
 * The right that a user needs in the repository of `:owner/:repo`; on a handler, or on a controller as the default of
 * its handlers. The module imports `ForgeModule`.
 */
export const RequireAccess = (needed: Right) =>
  applyDecorators(NeededRight(needed), Needs(needed), UseGuards(Authenticated, RepositoryGuard));

/** @throws without `RequireAccess` on the handler or its controller */
export function repositoryOf(request: FastifyRequest): Repository {
  const repository = repositories.get(request);
  if (repository === undefined) throw new Error(`${request.method} ${request.url} lacks @RequireAccess`);
  return repository;
}

/** The repository found by `RequireAccess`. */
export const Repo = createParamDecorator((_: unknown, context: ExecutionContext): Repository =>
  repositoryOf(context.switchToHttp().getRequest<FastifyRequest>()),
);
