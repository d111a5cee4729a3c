import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { GitModule } from '#git';
import { Access } from './access.js';
import { CollaboratorRow } from './collaborator.entity.js';
import { Demo } from './demo.js';
import { RepositoryAccess } from './repository-access.js';
import { HookTests } from './hook-tests.js';
import { NamespaceRow } from './namespace.entity.js';
import { Pushes } from './pushes.js';
import { Repositories } from './repositories.js';
import { RepositoryRow } from './repository.entity.js';
import { UserRow } from './user.entity.js';
import { Users } from './users.js';

/** Needs global providers of UnitOfWork, Clock, DomainEvents, ForgeSettings and GitSettings. */
@Module({
  imports: [GitModule, TypeOrmModule.forFeature([UserRow, NamespaceRow, RepositoryRow, CollaboratorRow])],
  providers: [Users, Access, RepositoryAccess, Repositories, Pushes, HookTests, Demo],
  exports: [Users, Access, RepositoryAccess, Repositories, Pushes, HookTests, Demo, GitModule],
})
export class ForgeModule {}
