import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { HookRow } from './hook.entity.js';
import { Hooks } from './hooks.js';

/** Needs global providers of UnitOfWork and Clock. */
@Module({
  imports: [TypeOrmModule.forFeature([HookRow])],
  providers: [Hooks],
  exports: [Hooks],
})
export class HooksModule {}
