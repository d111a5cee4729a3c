import { cpSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { clientRepository } from '../bench/git.mjs';
import { now } from '../bench/measure.mjs';
import { stopAll, temporaryFolder } from '../bench/owned.mjs';
import { Audit } from './audit.mjs';
import { Pusher } from './pusher.mjs';
import { randomNumbers } from './random.mjs';
import { Receivers } from './receivers.mjs';
import { Reflogs } from './reflogs.mjs';
import { call, Server } from './server.mjs';
import { SmallDisk } from './small-disk.mjs';

const BRANCHES = ['soak/one', 'soak/two'];
const HOOKS = [
  {
    name: 'everything',
    flags: { push_events: true, tag_push_events: true },
    kinds: ['branch-moved', 'tag-moved'],
  },
  { name: 'pushes', flags: { push_events: true, tag_push_events: false }, kinds: ['branch-moved'] },
  { name: 'tags', flags: { push_events: false, tag_push_events: true }, kinds: ['tag-moved'] },
];
const REPOSITORY = '/api/v5/repos/demo/demo';
const SHARE_AT_START = 0.2;
/** From when a server is ready to its end, at most; more often sooner. A push takes about a third of it. */
const LONGEST_LIFE_MS = 600;
const COMMITS_PER_KILL = 40;
/** How long the disk is full, at least and at most: several pushes. */
const SHORTEST_FULL_MS = 500;
const LONGEST_FULL_MS = 3_000;
/** With some room left, git still takes pushes that the database does not. */
const MOST_SPARE_BYTES = 256 * 1024;
/** As often, the server is killed before there is room again. */
const SHARE_KILLED_WHILE_FULL = 0.5;
const TIME_LIMIT_MS = 30_000;
const POLL_MS = 10;

/** A server that is killed again and again, and all that pushes to it and hears from it. */
export class Soak {
  #seed;
  #random;
  #counts = { kills: 0, atStart: 0, fullDisks: 0 };
  #begin = now();
  #data = temporaryFolder('data');
  #disk = null;
  #fullEvery;
  #log = join(temporaryFolder('log'), 'stderr');
  #server = null;
  #url = null;
  #startMs = 0;
  #pushers;
  #audit;
  #receivers;

  /** @param fullEvery at every so-manieth kill the disk is full; 0 for never */
  constructor(seed, fullEvery) {
    this.#seed = seed;
    this.#fullEvery = fullEvery;
    this.#random = randomNumbers(seed, 'kills');
  }

  /**
   * @param kills how many there will be, at most
   * @returns why the disk will never be full, although it should; null when it will
   */
  async prepare(kills) {
    const seed = this.#seed;
    const obstacle = this.#fullEvery === 0 ? null : this.#mountDisk();
    this.#receivers = await Receivers.open(seed);
    await this.#start();
    const folder = join(this.#data, 'repositories/demo/demo.git');
    const hooks = new Map();
    for (const { name, flags, kinds } of HOOKS) {
      const body = { url: this.#receivers.url(name), ...flags };
      const { id } = await call(`${this.#url}${REPOSITORY}/hooks`, { method: 'POST', body });
      hooks.set(id, { name, kinds });
    }
    const reflogs = await Reflogs.keep(folder);
    this.#audit = new Audit({ reflogs, receivers: this.#receivers, hooks });
    const client = await clientRepository(kills * COMMITS_PER_KILL);
    const remote = () => this.#url && `${this.#url}/demo/demo.git`;
    this.#pushers = BRANCHES.map((branch) => new Pusher({ branch, client, folder, remote, seed }));
    return obstacle;
  }

  /** Kills so often, then lets everything come to rest and compares. */
  async round(count) {
    for (const pusher of this.#pushers) pusher.start();
    for (let kill = 0; kill < count; kill += 1) await this.#killOnce();
    await Promise.all(this.#pushers.map((pusher) => pusher.pause()));
    await this.#start();
    await this.#rest();
    await this.#audit.look(
      this.#url,
      this.#pushers.flatMap((pusher) => pusher.takeSuccesses()),
    );
  }

  get figures() {
    const sum = (name) => this.#pushers.reduce((total, { counts }) => total + counts[name], 0);
    const { moves, attempts, deliveries, ...counts } = this.#audit.counts;
    return {
      ...this.#counts,
      pushes: sum('pushes'),
      cutOff: sum('cutOff'),
      moves,
      events: counts.events,
      deliveries,
      failed: counts.failed,
      attempts,
      repeats: attempts - deliveries,
      retries: counts.retries,
      unrecorded: counts.unrecorded,
      lost: counts.lost,
      outOfOrder: counts.outOfOrder,
      wrong: counts.wrong,
      seconds: Math.round((now() - this.#begin) / 1_000),
      seed: this.#seed,
    };
  }

  get trouble() {
    return this.#audit.trouble;
  }

  /** Keeps the data folder; everything else is removed when this process ends. @returns its path */
  keep() {
    const kept = join(tmpdir(), `atomgit-mock-soak-${this.#seed}`);
    cpSync(this.#data, kept, { recursive: true });
    cpSync(this.#log, join(kept, 'stderr'));
    return kept;
  }

  async end() {
    // After trouble they may still be at it.
    await Promise.allSettled(this.#pushers.map((pusher) => pusher.pause()));
    await stopAll();
    this.#receivers.close();
    this.#disk?.remove();
  }

  #mountDisk() {
    try {
      this.#disk = new SmallDisk(this.#data);
      return null;
    } catch (error) {
      return error.message;
    }
  }

  get #isDiskDue() {
    return this.#disk !== null && (this.#counts.kills + 1) % this.#fullEvery === 0;
  }

  async #killOnce() {
    if (this.#isDiskDue) {
      await this.#killAfterFullDisk();
      return;
    }
    if (this.#server === null && this.#random.chance(SHARE_AT_START)) {
      this.#server = new Server(this.#data, this.#log);
      this.#counts.atStart += 1;
      await wait(this.#random.next() * this.#startMs);
    } else {
      if (this.#server === null) await this.#start();
      await wait(this.#random.next() ** 2 * LONGEST_LIFE_MS);
    }
    await this.#kill();
  }

  async #killAfterFullDisk() {
    if (this.#server === null) await this.#start();
    this.#disk.fill(this.#random.below(MOST_SPARE_BYTES));
    this.#counts.fullDisks += 1;
    const spread = LONGEST_FULL_MS - SHORTEST_FULL_MS;
    await wait(SHORTEST_FULL_MS + this.#random.next() * spread);
    if (this.#random.chance(SHARE_KILLED_WHILE_FULL)) {
      await this.#kill();
      this.#disk.free();
      return;
    }
    this.#disk.free();
    await wait(this.#random.next() * LONGEST_LIFE_MS);
    await this.#kill();
  }

  async #kill() {
    const server = this.#server;
    await server.kill({ withGits: this.#random.chance(0.5) });
    this.#server = null;
    this.#url = null;
    this.#counts.kills += 1;
  }

  async #start() {
    const start = now();
    this.#server = new Server(this.#data, this.#log);
    this.#url = await this.#server.ready();
    this.#startMs = now() - start;
  }

  /** A git whose server was killed may still be at work. */
  async #rest() {
    const deadline = now() + TIME_LIMIT_MS;
    while (readdirSync(join(this.#data, 'spool')).length > 0) {
      if (now() > deadline) throw new Error(`pushes stay in the spool for ${TIME_LIMIT_MS / 1_000} s`);
      await wait(POLL_MS);
    }
    await call(`${this.#url}/_mock/settle?timeout=60s`, { method: 'POST' });
  }
}
