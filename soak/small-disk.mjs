import { execFileSync } from 'node:child_process';
import { statfsSync } from 'node:fs';

const ROOM = '4g';
const MOST_ATTEMPTS = 100;

/** A disk of its own below a folder, in memory, which can be full at any moment. */
export class SmallDisk {
  #folder;

  /** @throws where nothing can be mounted: with an error that says why */
  constructor(folder) {
    if (process.platform !== 'linux') throw new Error('a tmpfs needs Linux');
    if (process.getuid() !== 0) throw new Error('only root may mount a tmpfs');
    shell(`mount -t tmpfs -o size=${ROOM} tmpfs '${folder}'`);
    this.#folder = folder;
    // Before everything below the folder's parent is removed.
    process.prependListener('exit', () => this.remove());
  }

  /**
   * As a file would that fills the disk, but nobody has to write that.
   * @param spareBytes that are left free
   */
  fill(spareBytes) {
    for (let attempt = 1; ; attempt += 1) {
      const { blocks, bfree, bsize } = statfsSync(this.#folder);
      try {
        shell(`mount -o remount,size=${(blocks - bfree) * bsize + spareBytes} '${this.#folder}'`);
        return;
      } catch (error) {
        // Somebody has written in between: a disk is never smaller than what is on it.
        if (attempt === MOST_ATTEMPTS) throw error;
      }
    }
  }

  free() {
    shell(`mount -o remount,size=${ROOM} '${this.#folder}'`);
  }

  remove() {
    if (this.#folder === null) return;
    shell(`umount --lazy '${this.#folder}'`);
    this.#folder = null;
  }
}

const shell = (command) => execFileSync('sh', ['-c', command], { stdio: ['ignore', 'ignore', 'pipe'] });
