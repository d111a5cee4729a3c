import {
  applyDecorators,
  Injectable,
  UseGuards,
  type CanActivate,
  type ExecutionContext,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { IssueAccess, RepositoryAccess } from '#forge';
import { actorOf } from '../../http/actor.js';
import { Needs } from '../../http/described.js';
import { repositoryOf, RequireAccess } from '../../http/require-access.js';
import { checked } from '../../http/validation/validation.js';
import { IssueNumber, RepoQuery } from './issue-schemas.js';

/** Checks that the user may change the issue of `:number`; refuses with 404, 403 or 422. */
@Injectable()
class IssueGuard implements CanActivate {
  constructor(private readonly issues: IssueAccess) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const { number } = checked(IssueNumber, request.params);
    await this.issues.requireEditable(repositoryOf(request), number, actorOf(request));
    return true;
  }
}

/** On a handler that changes the issue of `:number`: it is the user's own, or they may push. */
export const RequireIssueToEdit = () =>
  applyDecorators(RequireAccess('read'), Needs('edit'), UseGuards(IssueGuard));

const NeededRight = Reflector.createDecorator<'read' | 'edit'>();
const OwnerParam = z.object({ owner: z.string() });

/** The same where the repository is a field of the body. A body without one is left to its schema. */
@Injectable()
class WrittenIssueGuard implements CanActivate {
  constructor(
    private readonly access: RepositoryAccess,
    private readonly issues: IssueAccess,
    private readonly reflector: Reflector,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const named = RepoQuery.safeParse(request.body).data;
    if (named === undefined) return true;
    const at = { ...OwnerParam.parse(request.params), ...named };
    const repository = await this.access.find(at, actorOf(request), 'read');
    if (this.reflector.get(NeededRight, context.getHandler()) === 'read') return true;
    const { number } = checked(IssueNumber, request.params);
    await this.issues.requireEditable(repository, number, actorOf(request));
    return true;
  }
}

/** On a handler for an issue of a repository that the body names. */
export const RequireWrittenIssue = (needed: 'read' | 'edit') =>
  applyDecorators(NeededRight(needed), Needs(needed), UseGuards(WrittenIssueGuard));
