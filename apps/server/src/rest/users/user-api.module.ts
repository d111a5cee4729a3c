import { Module } from '@nestjs/common';
import { ForgeModule } from '#forge';
import { UserController } from './user.controller.js';

@Module({ imports: [ForgeModule], controllers: [UserController] })
export class UserApiModule {}
