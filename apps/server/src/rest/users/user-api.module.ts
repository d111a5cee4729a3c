import { Module } from '@nestjs/common';
import { ForgeModule } from '#forge';
import { RepositoriesModule } from '../repositories/repositories.module.js';
import { UserController } from './user.controller.js';
import { UsersController } from './users.controller.js';

@Module({ imports: [ForgeModule, RepositoriesModule], controllers: [UserController, UsersController] })
export class UserApiModule {}
