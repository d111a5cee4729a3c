import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { git } from '../bench/git.mjs';

/** A line's end, in full: a full disk leaves the beginning of one that the next is appended to. */
const ENTRY = /([0-9a-f]{40}) ([0-9a-f]{40}) [^<>]*<[^<>]*> \d+ [+-]\d{4}(\t.*)?$/;
const FOLDERS = ['refs/heads/soak', 'refs/tags'];

/** What git itself has written down of the moves of refs in a bare repository. */
export class Reflogs {
  #folder;
  #read = new Map();

  constructor(folder) {
    this.#folder = folder;
  }

  static async keep(folder) {
    await git(folder, ['config', 'core.logAllRefUpdates', 'always']);
    return new Reflogs(folder);
  }

  /** Moves since the last call, by ref, oldest first. Nothing may be moving. */
  async takeMoves() {
    const tips = await this.#tips();
    return new Map(this.#refs().map((ref) => [ref, this.#takeMovesOf(ref, tips.get(ref))]));
  }

  #takeMovesOf(ref, tip) {
    const lines = readFileSync(join(this.#folder, 'logs', ref), 'utf8')
      .split('\n')
      .slice(0, -1);
    const start = this.#read.get(ref) ?? 0;
    this.#read.set(ref, lines.length);
    const logged = lines.slice(start).flatMap((line) => {
      const [, before, after] = ENTRY.exec(line) ?? [];
      return after === undefined ? [] : [{ ref, before, after }];
    });
    // Git writes the line before it moves the ref: when it is killed in between, nothing has happened.
    return logged.filter(({ after }, index) => (logged[index + 1]?.before ?? tip) === after);
  }

  #refs() {
    return FOLDERS.flatMap((folder) =>
      namesBelow(join(this.#folder, 'logs', folder)).map((name) => `${folder}/${name}`),
    );
  }

  async #tips() {
    const printed = await git(this.#folder, ['for-each-ref', '--format=%(refname) %(objectname)']);
    return new Map(
      printed
        .trim()
        .split('\n')
        .map((line) => line.split(' ')),
    );
  }
}

function namesBelow(folder) {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
