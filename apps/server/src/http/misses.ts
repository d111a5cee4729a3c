import { Injectable } from '@nestjs/common';
import type { OnStateReplaced } from '#domain';
import { shortened } from '#domain';

/** A call of an unknown address. */
export interface Miss {
  readonly method: string;
  readonly path: string;
  readonly count: number;
}

/** The limit of different calls; later ones are dropped. */
const MOST_MISSES = 1_000;

/** Calls of unknown addresses: what this server lacks, or what a client misspells. In memory, per process. */
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
