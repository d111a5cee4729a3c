import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { HookRow } from './hook.entity.js';
import { CircuitBreaker } from './circuit-breaker.js';
import { Hooks } from './hooks.js';
import { TestHook } from './test-hook.js';

/** Needs global providers of UnitOfWork, Clock, DomainEvents, EventSamples and HookSettings. */
@Module({
  imports: [TypeOrmModule.forFeature([HookRow])],
  providers: [Hooks, CircuitBreaker, TestHook],
  exports: [Hooks, CircuitBreaker, TestHook],
})
export class HooksModule {}
