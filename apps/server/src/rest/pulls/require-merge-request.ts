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
import { MergeRequestAccess, type FoundMergeRequest, type MergeRequestRight } from '#forge';
import { actorOf } from '../../http/actor.js';
import { repositoryOf, RequireAccess } from '../../http/require-access.js';
import { checked } from '../../http/validation/validation.js';
import { PullNumber } from './pull-schemas.js';
import { Needs } from '../../http/described.js';

const NeededRight = Reflector.createDecorator<MergeRequestRight>();
const found = new WeakMap<object, FoundMergeRequest>();

/**
 * Finds the merge request of `:owner/:repo` and `:number` for the user, or refuses the request with 404, 403 or 422.
 */
@Injectable()
class MergeRequestGuard implements CanActivate {
  constructor(
    private readonly access: MergeRequestAccess,
    private readonly reflector: Reflector,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    if (found.has(request)) return true;
    const needed = this.reflector.getAllAndOverride(NeededRight, [context.getHandler(), context.getClass()]);
    const { number } = checked(PullNumber, request.params);
    found.set(request, await this.access.find(repositoryOf(request), number, actorOf(request), needed));
    return true;
  }
}

/** As `RequireAccess`, for the merge request of `:number` in a repository that the user may read. */
export const RequireMergeRequest = (needed: MergeRequestRight) =>
  applyDecorators(RequireAccess('read'), NeededRight(needed), Needs(needed), UseGuards(MergeRequestGuard));

/** The merge request found by `RequireMergeRequest`, with its target repository. */
export const MergeRequest = createParamDecorator(
  (_: unknown, context: ExecutionContext): FoundMergeRequest => {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const mergeRequest = found.get(request);
    if (mergeRequest === undefined)
      throw new Error(`${request.method} ${request.url} lacks @RequireMergeRequest`);
    return mergeRequest;
  },
);
