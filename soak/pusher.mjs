import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';
import { ENVIRONMENT, own } from '../bench/owned.mjs';
import { randomNumbers } from './random.mjs';

const LONGEST_PAUSE_MS = 300;
/** While there is no server: it is to start soon, and has the same two processors. */
const LONGEST_PAUSE_ALONE_MS = 1_000;
const LONGEST_STEP = 3;
const SHARES = { overHttp: 0.6, backwards: 0.1, withTag: 0.15, cutOff: 0.08 };
/** Git takes less between its lock and the end of its move, however busy the machine is. */
const LOCK_IS_LEFT_MS = 2_000;
const TIME_LIMIT_MS = 60_000;

/** Pushes one branch on and on, over HTTP while a server is up and by path at any time. */
export class Pusher {
  /** Pushes, and those of them that did not return with success. */
  counts = { pushes: 0, cutOff: 0 };
  #branch;
  #client;
  #folder;
  #remote;
  #random;
  #position = -1;
  #tags = 0;
  #isPausing = false;
  #running = Promise.resolve();
  #successes = [];

  /**
   * @param client a repository and the shas of its only line of commits
   * @param folder of the bare repository
   * @param remote tells the address of the server, null while there is none
   */
  constructor({ branch, client, folder, remote, seed }) {
    this.#branch = `refs/heads/${branch}`;
    this.#client = client;
    this.#folder = folder;
    this.#remote = remote;
    this.#random = randomNumbers(seed, branch);
  }

  start() {
    this.#isPausing = false;
    this.#running = this.#push();
  }

  /** Resolves when nothing is under way; rejects with what went wrong since the start. */
  async pause() {
    this.#isPausing = true;
    await this.#running;
  }

  /** What git said that it had moved, in pushes that succeeded, since the last call. */
  takeSuccesses() {
    return this.#successes.splice(0);
  }

  async #push() {
    while (!this.#isPausing) {
      await this.#pushOnce();
      await wait(this.#random.below(this.#remote() === null ? LONGEST_PAUSE_ALONE_MS : LONGEST_PAUSE_MS));
    }
  }

  async #pushOnce() {
    const url = this.#remote();
    const isByPath = url === null || !this.#random.chance(SHARES.overHttp);
    const isToDie = isByPath && this.#random.chance(SHARES.cutOff);
    const { isDone, printed } = await this.#git(isByPath ? this.#folder : url, this.#nextRefs(), isToDie);
    this.counts.pushes += 1;
    if (isDone) this.#successes.push(...moves(printed));
    else {
      this.counts.cutOff += 1;
      this.#removeLeftLock();
    }
  }

  /** Mostly a few commits further, now and then back, and sometimes with a new tag beside the branch. */
  #nextRefs() {
    const last = this.#client.shas.length - 1;
    const isBack = this.#position >= last || (this.#position > 0 && this.#random.chance(SHARES.backwards));
    this.#position = isBack
      ? this.#random.below(this.#position)
      : Math.min(last, this.#position + 1 + this.#random.below(LONGEST_STEP));
    const sha = this.#client.shas[this.#position];
    const refs = [`+${sha}:${this.#branch}`];
    if (this.#random.chance(SHARES.withTag)) {
      this.#tags += 1;
      refs.push(`${sha}:refs/tags/${this.#branch.split('/').at(-1)}-${this.#tags}`);
    }
    return refs;
  }

  async #git(remote, refs, isToDie) {
    const child = own(
      spawn('git', ['push', '--porcelain', remote, ...refs], {
        cwd: this.#client.folder,
        env: ENVIRONMENT,
        stdio: ['ignore', 'pipe', 'ignore'],
        detached: true,
      }),
    );
    const exited = once(child, 'exit');
    const timer = setTimeout(() => killGroup(child.pid), isToDie ? this.#random.below(100) : TIME_LIMIT_MS);
    const printed = await text(child.stdout);
    const [code] = await exited;
    clearTimeout(timer);
    return { isDone: code === 0, printed };
  }

  /** A killed git leaves its lock behind, as everywhere; the user of the repository removes it. */
  #removeLeftLock() {
    const lock = join(this.#folder, `${this.#branch}.lock`);
    const found = statSync(lock, { throwIfNoEntry: false });
    if (found && Date.now() - found.mtimeMs > LOCK_IS_LEFT_MS) rmSync(lock, { force: true });
  }
}

/** Git's own list of what it did to each ref: `<flag>\t<from>:<to>\t<summary>`. */
function moves(printed) {
  return [...printed.matchAll(/^[ +*]\t\+?([0-9a-f]+):(\S+)\t/gm)].map(([, after, ref]) => ({ ref, after }));
}

/** Git and everything that it has started. */
function killGroup(pid) {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It was quicker.
  }
}
