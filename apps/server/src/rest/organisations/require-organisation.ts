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
import { Access, Organisations } from '#forge';
import { actorOf } from '../../http/actor.js';
import { Needs } from '../../http/described.js';

type OrganisationRight = 'membership' | 'administer organisation';

const NeededRight = Reflector.createDecorator<OrganisationRight>();
const OrganisationParam = z.object({ org: z.string() });

/** Checks the user's right in the organisation of `:org`; refuses with 404 or 403. */
@Injectable()
class OrganisationGuard implements CanActivate {
  constructor(
    private readonly organisations: Organisations,
    private readonly access: Access,
    private readonly reflector: Reflector,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const { org } = OrganisationParam.parse(request.params);
    const user = actorOf(request);
    switch (this.reflector.get(NeededRight, context.getHandler())) {
      case 'membership':
        await this.access.requireNamespace(user, org);
        return true;
      case 'administer organisation':
        await this.organisations.requireAdmin(await this.organisations.get(org), user);
        return true;
    }
  }
}

/**
 * On a handler: the right that the user needs in the organisation of `:org`. A missing organisation has no members
 * yet.
 */
export const RequireOrganisation = (needed: OrganisationRight) =>
  applyDecorators(NeededRight(needed), Needs(needed), UseGuards(OrganisationGuard));
