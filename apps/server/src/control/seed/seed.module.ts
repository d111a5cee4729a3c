import { Module } from '@nestjs/common';
import { ForgeModule } from '#forge';
import { Reseeding } from '../../seed/reseeding.js';
import { SeedController } from './seed.controller.js';
import { SeedSchemaController } from './seed-schema.controller.js';

@Module({
  imports: [ForgeModule],
  controllers: [SeedController, SeedSchemaController],
  providers: [Reseeding],
})
export class SeedModule {}
