import {
  applyDecorators,
  Injectable,
  UseGuards,
  type CanActivate,
  type ExecutionContext,
} from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Access } from '#forge';
import { callerOf } from '../../http/actor.js';
import { Needs } from '../../http/described.js';

@Injectable()
class ServerGuard implements CanActivate {
  constructor(private readonly access: Access) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    await this.access.requireServer(callerOf(context.switchToHttp().getRequest<FastifyRequest>()));
    return true;
  }
}

/** On a handler that is about all users: in `strict` for the first user only; others get 403. */
export const RequireServer = () => applyDecorators(Needs('administer server'), UseGuards(ServerGuard));
