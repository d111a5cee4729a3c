import { get } from './client.js';
import { session } from './session.svelte.js';
import type { Answer, Clock, Fault, HookState } from './types.js';

const EVERY_MS = 5_000;

/** What of the server is not as it usually is; looked at again and again, because others change it, too. */
class ServerState {
  clock = $state.raw<Clock | null>(null);
  /** How far the server's clock is ahead of this machine's, in milliseconds. */
  ahead = $state(0);
  faults = $state.raw<readonly Fault[]>([]);
  hooks = $state.raw<readonly HookState[]>([]);

  /** After something has been changed. */
  async refresh(): Promise<void> {
    if (session.isTokenMissing) return;
    try {
      const [clock, faults, hooks] = await Promise.all([
        get<Clock>('/_mock/clock'),
        get<Answer<'GET /_mock/faults'>>('/_mock/faults'),
        get<Answer<'GET /_mock/hooks'>>('/_mock/hooks'),
      ]);
      this.clock = clock;
      this.ahead = Date.parse(clock.now) - Date.now();
      this.faults = faults.items;
      this.hooks = hooks.items;
    } catch {
      // The live view says that the server is gone.
    }
  }

  /** @returns how to stop */
  watch(): () => void {
    void this.refresh();
    const timer = setInterval(() => document.visibilityState === 'visible' && void this.refresh(), EVERY_MS);
    return () => clearInterval(timer);
  }
}

export const serverState = new ServerState();
