import { Injectable } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import type { OnStateReplaced } from '#domain';

/** Finds the providers that cache rows or repositories. */
@Injectable()
export class StateListeners {
  constructor(private readonly discovery: DiscoveryService) {}

  /** Clears all caches. */
  stateReplaced(): void {
    const instances = this.discovery.getProviders().map((provider): unknown => provider.instance);
    for (const listener of new Set(instances.filter(listens))) listener.onStateReplaced();
  }
}

const listens = (instance: unknown): instance is OnStateReplaced =>
  typeof instance === 'object' &&
  instance !== null &&
  'onStateReplaced' in instance &&
  typeof instance.onStateReplaced === 'function';
