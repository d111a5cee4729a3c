import { call } from './server.mjs';

const PAGE = 1_000;

/**
 * Compares git's refs, the answers to clients, the server's log and what receivers got, since the last
 * look. Nothing may be under way.
 */
export class Audit {
  counts = {
    moves: 0,
    events: 0,
    deliveries: 0,
    failed: 0,
    attempts: 0,
    retries: 0,
    unrecorded: 0,
    lost: 0,
    outOfOrder: 0,
    wrong: 0,
  };
  /** What is wrong, in sentences. */
  trouble = [];
  #reflogs;
  #receivers;
  #hooks;
  #lastEvent = 0;
  #lastDelivery = null;

  /** @param hooks by id: their names, and which kinds of events they have asked for */
  constructor({ reflogs, receivers, hooks }) {
    this.#reflogs = reflogs;
    this.#receivers = receivers;
    this.#hooks = hooks;
  }

  /** @param successes moves that were reported to clients */
  async look(url, successes) {
    const moves = await this.#reflogs.takeMoves();
    const events = await this.#takeEvents(url);
    const { deliveries, attempts } = await this.#takeDeliveries(url);
    this.#compareMoves(moves, successes, events);
    for (const [id, hook] of this.#hooks) {
      const own = deliveries.filter(({ hook_id: hookId }) => hookId === id);
      this.#compareHook({ id, hook, events, deliveries: own, attempts });
    }
  }

  #compareMoves(moves, successes, events) {
    for (const [ref, moved] of moves) {
      const sent = events.filter(({ payload }) => payload.ref === ref);
      this.#compare(
        `events of ${ref}`,
        moved.map(inWords),
        sent.map(({ payload }) => inWords(payload)),
      );
      const done = successes.filter((success) => success.ref === ref).map(({ after }) => after);
      const missing = notWithin(
        done,
        moved.map(({ after }) => after),
      );
      if (missing > 0)
        this.#report('lost', missing, `${ref} was not moved as reported to ${missing} clients`);
      this.counts.moves += moved.length;
    }
    const unknown = events.filter(({ payload }) => !moves.has(payload.ref));
    for (const { payload } of unknown) this.#report('wrong', 1, `an event tells of ${inWords(payload)}`);
    this.counts.events += events.length;
  }

  #compareHook({ id, hook, events, deliveries, attempts }) {
    const wanted = events.filter(({ kind }) => hook.kinds.includes(kind));
    for (const event of events) {
      const isWanted = event.hooks.some((decision) => decision.hook_id === id && decision.is_wanted);
      if (isWanted !== wanted.includes(event)) this.#report('wrong', 1, `event ${event.id} for ${hook.name}`);
    }
    const seen = this.#receivers.takeSeen(hook.name);
    const first = firstOfEach(seen);
    const bodies = wanted.map(({ payload }) => JSON.stringify(payload));
    this.#compare(
      `deliveries on record of ${hook.name}`,
      bodies,
      deliveries.map(({ id: uuid }) => attempts.get(uuid)?.[0]?.text ?? 'never tried'),
    );
    this.#compare(
      `POSTs to ${hook.name}`,
      bodies,
      [...first.values()].map(({ text }) => text),
    );
    this.#checkOrder(hook, deliveries, seen);
    for (const delivery of deliveries) {
      const posts = seen.filter((post) => post.id === delivery.id);
      this.#checkDelivery(`delivery ${delivery.id} to ${hook.name}`, delivery, {
        posts,
        recorded: attempts.get(delivery.id) ?? [],
      });
    }
    this.counts.deliveries += deliveries.length;
    this.counts.attempts += seen.length;
  }

  /** The order is strict: nobody is sent again once the next one has been sent. */
  #checkOrder(hook, deliveries, seen) {
    const places = new Map(deliveries.map(({ id }, place) => [id, place]));
    let last = -1;
    for (const { id } of seen) {
      const place = places.get(id) ?? -1;
      if (place < last) this.#report('outOfOrder', 1, `delivery ${id} came late to ${hook.name}`);
      last = Math.max(last, place);
    }
  }

  #checkDelivery(name, { status }, { posts, recorded }) {
    const [first] = posts;
    const isSuccess = posts.some((post) => post.isSuccess);
    const checks = [
      [['delivered', 'failed'].includes(status), `is ${status}`],
      [status !== 'delivered' || isSuccess, 'is delivered, but nobody has taken it'],
      [posts.every(({ text }) => text === first.text), 'came with different bodies'],
      [recorded.every(({ text }) => text === first?.text), 'has another body on record'],
      [recorded.length <= posts.length, `was tried ${recorded.length} times, but came ${posts.length} times`],
    ];
    for (const [holds, trouble] of checks) if (!holds) this.#report('wrong', 1, `${name} ${trouble}`);
    if (status === 'failed') this.counts.failed += 1;
    this.counts.retries += Math.max(0, recorded.length - 1);
    this.counts.unrecorded += Math.max(0, posts.length - recorded.length);
  }

  /** @param found what should be `expected`, entry by entry */
  #compare(what, expected, found) {
    const lost = without(expected, found);
    const extra = without(found, expected);
    if (lost.length > 0)
      this.#report('lost', lost.length, `${lost.length} ${what} are missing: ${shortened(lost)}`);
    if (extra.length > 0)
      this.#report('wrong', extra.length, `${extra.length} ${what} are too many: ${shortened(extra)}`);
    const [left, right] = [without(expected, lost), without(found, extra)];
    const moved = left.filter((entry, index) => entry !== right[index]).length;
    if (moved > 0) this.#report('outOfOrder', moved, `${moved} ${what} are out of order`);
  }

  #report(count, by, sentence) {
    this.counts[count] += by;
    this.trouble.push(sentence);
  }

  /** Oldest first. */
  async #takeEvents(url) {
    const isNew = ({ id }) => id > this.#lastEvent;
    const events = await pages(`${url}/_mock/events`, isNew);
    this.#lastEvent = events.at(-1)?.id ?? this.#lastEvent;
    return events;
  }

  /** Oldest first, and the attempts that are on record of each. */
  async #takeDeliveries(url) {
    const last = this.#lastDelivery;
    const attempts = new Map();
    const isNew = ({ id }) => id !== last;
    const deliveries = await pages(`${url}/_mock/deliveries`, isNew, async (query) => {
      const { log } = await call(`${url}/_mock/deliveries.har?${query}`);
      for (const entry of log.entries) add(attempts, entry);
    });
    this.#lastDelivery = deliveries.at(-1)?.id ?? last;
    return { deliveries, attempts };
  }
}

/** Reads a log, newest first, as long as entries are new. @returns them, oldest first */
async function pages(address, isNew, alongside = async () => undefined) {
  const found = [];
  let cursor = '';
  for (;;) {
    const query = `limit=${PAGE}${cursor}`;
    const { items, next } = await call(`${address}?${query}`);
    await alongside(query);
    const end = items.findIndex((item) => !isNew(item));
    found.push(...(end === -1 ? items : items.slice(0, end)));
    if (end !== -1 || next === null) return found.reverse();
    cursor = `&cursor=${next}`;
  }
}

function add(attempts, { request, response }) {
  const id = request.headers.find(({ name }) => name === 'X-AtomGit-Delivery').value;
  if (!attempts.has(id)) attempts.set(id, []);
  attempts.get(id).push({ text: request.postData.text, status: response.status });
}

function firstOfEach(posts) {
  const first = new Map();
  for (const post of posts) if (!first.has(post.id)) first.set(post.id, post);
  return first;
}

/** Those of `entries` that are left when each of `others` has taken one away. */
function without(entries, others) {
  const counts = new Map();
  for (const other of others) counts.set(other, (counts.get(other) ?? 0) + 1);
  return entries.filter((entry) => {
    const count = counts.get(entry) ?? 0;
    if (count > 0) counts.set(entry, count - 1);
    return count === 0;
  });
}

/** How many of `entries` are not found in `others`, one after another. */
function notWithin(entries, others) {
  let place = 0;
  for (const [index, entry] of entries.entries()) {
    const found = others.indexOf(entry, place);
    if (found === -1) return entries.length - index;
    place = found + 1;
  }
  return 0;
}

const inWords = ({ ref, before, after }) => `${ref} from ${before} to ${after}`;

const shortened = (entries) =>
  entries
    .slice(0, 3)
    .map((entry) => entry.slice(0, 200))
    .join('; ');
