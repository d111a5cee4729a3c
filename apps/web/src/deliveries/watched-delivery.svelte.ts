import { get } from '../api/client.js';
import { Reading } from '../api/reading.svelte.js';
import type { Delivery } from '../api/types.js';

const EVERY_MS = 1_500;

/** A delivery, read again until it has an outcome. */
export class WatchedDelivery extends Reading<Delivery> {
  /** @param id of the delivery that is meant at the moment */
  constructor(id: () => string) {
    super((signal) => get<Delivery>(`/_mock/deliveries/${encodeURIComponent(id())}`, signal));
    $effect(() => {
      if (this.value?.status !== 'pending') return;
      const timer = setInterval(() => this.refresh(), EVERY_MS);
      return () => clearInterval(timer);
    });
  }
}
