import { Module } from '@nestjs/common';
import { ForgeModule } from '#forge';
import { SchemasController } from './schemas.controller.js';

@Module({ imports: [ForgeModule], controllers: [SchemasController] })
export class SchemasModule {}
