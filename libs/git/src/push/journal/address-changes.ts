import { fullName, type RepositoryPath } from '#domain';
import type { CompletedUpdates } from './updates/completed-updates.js';
import type { JournalFolder } from './journal-folder.js';
import type { PushRecorder } from './push-recorder.js';
import type { ServedPushes } from './served-pushes.js';

/** How soon it is looked again whether a push that no notice comes of has ended. */
const LOOK_AGAIN_MS = 20;

/** The address that a repository has, and the one that it is to have. */
export interface AddressChange {
  readonly from: RepositoryPath;
  readonly to: RepositoryPath;
}

/** The journal knows a repository by its address: finds the moment in which that can change, and changes it there, too. */
export class AddressChanges {
  /** By full name, of those that are about to get another address: the end of that. */
  private readonly underWay = new Map<string, Promise<void>>();

  constructor(
    private readonly folder: JournalFolder,
    private readonly served: ServedPushes,
    private readonly completed: CompletedUpdates,
    private readonly recorder: PushRecorder,
  ) {}

  /** Resolves when the address of a repository is not about to change; null when it is not. */
  waitFor(at: RepositoryPath): Promise<void> | null {
    return this.underWay.get(fullName(at)) ?? null;
  }

  /**
   * Lets `attempt` change an address, again and again until it does. Meanwhile pushes that the server serves wait before they
   * begin, and nothing is handed over.
   * @param attempt resolves to false when `isQuiet` said so
   * @returns false when pushes were under way all that time
   */
  async whileQuiet(
    change: AddressChange,
    timeoutMs: number,
    attempt: () => Promise<boolean>,
  ): Promise<boolean> {
    const deadline = performance.now() + timeoutMs;
    let end = () => {};
    const ended = new Promise<void>((resolve) => (end = resolve));
    this.underWay.set(fullName(change.from), ended);
    try {
      for (;;) {
        if (await this.recorder.pausing([change.from, change.to], attempt)) return true;
        const leftMs = deadline - performance.now();
        if (leftMs <= 0) return false;
        await this.recorder.waitForChange(Math.ceil(Math.min(leftMs, LOOK_AGAIN_MS)));
      }
    } finally {
      this.underWay.delete(fullName(change.from));
      end();
    }
  }

  /** Whether no push to a repository is under way, as far as anybody can know, and all are on record. */
  isQuiet(at: RepositoryPath): boolean {
    return !this.served.hasTo(at) && this.folder.pushesTo(at).length === 0;
  }

  /** Has to be called in the moment in which the folder moves: a push by path may have announced itself in the one before. */
  rename({ from, to }: AddressChange): void {
    this.folder.rename(from, to);
    this.completed.rename(from, to);
  }
}
