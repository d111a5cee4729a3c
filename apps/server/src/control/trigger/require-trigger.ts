import {
  applyDecorators,
  Injectable,
  UseGuards,
  type CanActivate,
  type ExecutionContext,
} from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { RepositoryAccess } from '#forge';
import { actorOf } from '../../http/actor.js';
import { Needs } from '../../http/described.js';
import { TriggeredRepository } from './trigger-schema.js';

/** Checks whether the user administers the repository of the body; a body without one is left to its schema. */
@Injectable()
class TriggerGuard implements CanActivate {
  constructor(private readonly access: RepositoryAccess) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const named = TriggeredRepository.safeParse(request.body).data;
    if (named !== undefined) await this.access.find(named.repository, actorOf(request), 'administer');
    return true;
  }
}

/** On a handler that triggers deliveries: rights are checked before the rest of the body. */
export const RequireTrigger = () => applyDecorators(Needs('administer'), UseGuards(TriggerGuard));
