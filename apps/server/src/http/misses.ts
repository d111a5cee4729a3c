import { Injectable } from '@nestjs/common';
import type { OnStateReplaced } from '#domain';
import { shortened } from '#domain';

/** A call of an address that there is none of. */
export interface Miss {
  readonly method: string;
  readonly path: string;
  readonly count: number;
}

/** Different ones; of more, only the first are kept. */
const MOST_MISSES = 1_000;

/** What clients called that is not there: what a mock lacks, or what a client misspells. In memory, of this process. */
@Injectable()
export class Misses implements OnStateReplaced {
  private readonly counts = new Map<string, Miss>();

  note(method: string, address: string): void {
    const path = shortened(address);
    const key = `${method} ${path}`;
    const known = this.counts.get(key);
    if (known === undefined && this.counts.size >= MOST_MISSES) return;
    this.counts.set(key, { method, path, count: (known?.count ?? 0) + 1 });
  }

  /** Most frequent first. */
  list(): readonly Miss[] {
    return [...this.counts.values()].sort((a, b) => b.count - a.count || a.path.localeCompare(b.path));
  }

  forget(): void {
    this.counts.clear();
  }

  onStateReplaced(): void {
    this.forget();
  }
}
