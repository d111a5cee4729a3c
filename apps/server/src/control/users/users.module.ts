import { Module } from '@nestjs/common';
import { ForgeModule } from '#forge';
import { UsersController } from './users.controller.js';

@Module({ imports: [ForgeModule], controllers: [UsersController] })
export class UsersModule {}
