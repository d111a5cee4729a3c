import {
  applyDecorators,
  Injectable,
  UseGuards,
  type CanActivate,
  type ExecutionContext,
} from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { RepositoryAccess, Users } from '#forge';
import { actorOf } from '../../http/actor.js';
import { Needs } from '../../http/described.js';
import { RepoPath } from '../../rest/shared/schemas.js';

const Committer = z.object({ as: z.string().optional() });

/** Checks whether the caller may push; to push as somebody else, `as`, takes those who administer. Refuses with 404 or 403. */
@Injectable()
class CommitGuard implements CanActivate {
  constructor(
    private readonly access: RepositoryAccess,
    private readonly users: Users,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const [caller, at] = [actorOf(request), RepoPath.parse(request.params)];
    const user = await this.users.named(Committer.safeParse(request.body).data?.as, caller);
    const repository = await this.access.beforePush(at, caller);
    if (user.id === caller.id) return true;
    if (repository !== null) await this.access.find(at, caller, 'administer');
    await this.access.beforePush(at, user);
    return true;
  }
}

/** On a handler that commits to `:owner/:repo`: rights are checked before the rest of the body. */
export const RequireCommit = () => applyDecorators(Needs('push'), UseGuards(CommitGuard));
