import { Module } from '@nestjs/common';
import { ForgeModule } from '#forge';
import { SeedSchemaController } from './seed-schema.controller.js';

@Module({ imports: [ForgeModule], controllers: [SeedSchemaController] })
export class SeedModule {}
