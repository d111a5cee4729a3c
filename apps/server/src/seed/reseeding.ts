import { Injectable } from '@nestjs/common';
import { ForgeError } from '#domain';
import { Snapshots } from '../snapshots/snapshots.js';
import type { CutOff } from '../snapshots/server-pause.js';
import { SeedStaging } from './seed-staging.js';
import { SeedError } from './seed-error.js';

/** Applies seeds to a running server. */
@Injectable()
export class Reseeding {
  constructor(
    private readonly snapshots: Snapshots,
    private readonly seedStaging: SeedStaging,
  ) {}

  /**
   * Replaces everything by a seed; an invalid seed changes nothing.
   * @param text YAML or JSON that names no files of this machine
   * @throws ForgeError `invalid` with line and field
   */
  async replace(text: string, graceMs: number | undefined): Promise<CutOff> {
    // Loaded when needed: most servers use no seed.
    const { seedOf } = await import('./read-seed.js');
    try {
      const read = seedOf(text);
      return await this.snapshots.rebaseOn((folder) => this.seedStaging.stage(read, folder), graceMs);
    } catch (error) {
      throw error instanceof SeedError ? new ForgeError('invalid', `seed, ${error.message}`) : error;
    }
  }
}
