import { Module } from '@nestjs/common';
import { ForgeModule } from '#forge';
import { Replanting } from '../../seed/replanting.js';
import { SeedController } from './seed.controller.js';
import { SeedSchemaController } from './seed-schema.controller.js';

@Module({
  imports: [ForgeModule],
  controllers: [SeedController, SeedSchemaController],
  providers: [Replanting],
})
export class SeedModule {}
