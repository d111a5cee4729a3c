import { ForgeError } from '#domain';
import { Unmergeable } from '#git';
import { nameOf } from '../merge-request-state.js';
import type { MergeRequestRow } from '../merge-request.entity.js';

/** @param work merges the request in some way @throws ForgeError `conflict` when git gives up on it */
export async function unlessUnmergeable<T>(row: MergeRequestRow, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Unmergeable)) throw error;
    throw new ForgeError(
      'conflict',
      `${nameOf(row)} cannot be merged: git gives up on it; it may have a file of an impossible name, like "a/b"`,
    );
  }
}
