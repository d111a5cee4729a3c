import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { HookRow } from './hook.entity.js';
import { CircuitBreaker } from './circuit-breaker.js';
import { Hooks } from './hooks.js';

/** Needs global providers of UnitOfWork, Clock and HookSettings. */
@Module({
  imports: [TypeOrmModule.forFeature([HookRow])],
  providers: [Hooks, CircuitBreaker],
  exports: [Hooks, CircuitBreaker],
})
export class HooksModule {}
