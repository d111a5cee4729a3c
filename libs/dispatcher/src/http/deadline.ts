/** Ends whatever a request is doing, once; like an AbortController, which costs more than all else that a request is tied up with. */
export class Deadline {
  private listener: (() => void) | null = null;
  private isReached = false;

  get hasEnded(): boolean {
    return this.isReached;
  }

  /** @param listener called at the end, in place of the one before */
  onEnd(listener: () => void): void {
    this.listener = listener;
    if (this.isReached) listener();
  }

  end(): void {
    if (this.isReached) return;
    this.isReached = true;
    this.listener?.();
  }

  /** For those who want one. */
  signal(): AbortSignal {
    const controller = new AbortController();
    this.onEnd(() => controller.abort());
    return controller.signal;
  }
}
