import { rm } from 'node:fs/promises';
import { Logger } from '@nestjs/common';

/** Tries again for a third of a second, while somebody writes there. */
const REMOVAL = { recursive: true, force: true, maxRetries: 5, retryDelay: 20 };
const REMOVE_AGAIN_MS = 1_000;

const logger = new Logger('git');

/**
 * Removes a folder that is out of everybody's reach. A git that still pushes into it may write while it is being removed:
 * then it is tried again until it is gone, by the next start at the latest. Never rejects.
 */
export async function removeStaged(folder: string): Promise<void> {
  try {
    await rm(folder, REMOVAL);
  } catch (error) {
    logger.warn(`${folder} could not be removed yet: ${String(error)}`);
    setTimeout(() => void removeStaged(folder), REMOVE_AGAIN_MS).unref();
  }
}
