import { rm } from 'node:fs/promises';
import { Injectable } from '@nestjs/common';
import { Loggers, type Logger } from '#domain';

/** Tries again for a third of a second, while another process writes there. */
const REMOVAL = { recursive: true, force: true, maxRetries: 5, retryDelay: 20 };
const REMOVE_AGAIN_MS = 1_000;

/** Folders that no client can reach. */
@Injectable()
export class StagedFolders {
  private readonly logger: Logger;

  constructor(loggers: Loggers) {
    this.logger = loggers.of('git');
  }

  /**
   * Removes a folder. A git that still writes to it may make that fail: then it is tried again, by the next start at
   * the latest. Never rejects.
   */
  async remove(folder: string): Promise<void> {
    try {
      await rm(folder, REMOVAL);
    } catch (error) {
      this.logger.warn(`${folder} could not be removed yet: ${String(error)}`);
      setTimeout(() => void this.remove(folder), REMOVE_AGAIN_MS).unref();
    }
  }
}
