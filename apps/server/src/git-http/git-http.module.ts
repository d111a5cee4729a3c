import { Module } from '@nestjs/common';
import { ForgeModule } from '#forge';
import { GitController } from './git.controller.js';

@Module({ imports: [ForgeModule], controllers: [GitController] })
export class GitHttpModule {}
