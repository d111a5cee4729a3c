import { untrack } from 'svelte';

/** Something that is read from the server, again whenever what it depends on changes. */
export class Reading<Value> {
  /** What was read last; null before the first time. */
  read = $state.raw<{ readonly value: Value } | null>(null);
  error = $state.raw<Error | null>(null);
  /** How much has come as yet, of what takes long. */
  progress = $state(0);
  private again = $state(0);

  /** @param read what it reads of reactive state before its first `await` it depends on */
  constructor(read: (signal: AbortSignal, progress: (amount: number) => void) => Promise<Value>) {
    $effect(() => {
      void this.again;
      const abort = new AbortController();
      const read$ = read(abort.signal, (amount) => (this.progress = amount));
      untrack(() => void this.take(read$, abort.signal));
      return () => abort.abort();
    });
  }

  /** The same where nothing read is as good as nothing there. */
  get value(): Value | null {
    return this.read?.value ?? null;
  }

  /** Reads again; what is shown stays until then. */
  refresh(): void {
    this.again += 1;
  }

  private async take(reading: Promise<Value>, signal: AbortSignal): Promise<void> {
    try {
      const value = await reading;
      if (signal.aborted) return;
      this.read = { value };
      this.error = null;
    } catch (error) {
      if (signal.aborted) return;
      this.error = error instanceof Error ? error : new Error(String(error));
    }
  }
}
