import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { HookRow } from './hook.entity.js';
import { HookHealths } from './hook-healths.js';
import { Hooks } from './hooks.js';

/** Needs global providers of UnitOfWork, Clock and HookSettings. */
@Module({
  imports: [TypeOrmModule.forFeature([HookRow])],
  providers: [Hooks, HookHealths],
  exports: [Hooks, HookHealths],
})
export class HooksModule {}
