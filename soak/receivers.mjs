import { createServer } from 'node:http';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { randomNumbers } from './random.mjs';

const SLOW_MS = 30;

/** What a receiver may do with a POST that it has read, and how often it does: it answers in the rest of the cases. */
const MOODS = [
  { share: 0.1, answer: (response) => response.writeHead(500).end('not now') },
  { share: 0.06, answer: (response) => response.socket.destroy() },
  { share: 0.04, answer: (response) => response.socket.resetAndDestroy() },
  { share: 0.03, answer: halfAnswer, isSuccess: true },
  { share: 0.05, answer: slowAnswer, isSuccess: true },
];
const FRIENDLY = { answer: (response) => response.end('ok'), isSuccess: true };

/** Receivers of webhooks on one port, one for each hook, which write down every POST that they have read. */
export class Receivers {
  #random;
  #server = createServer((request, response) => void this.#take(request, response));
  /** By hook: every POST since somebody last looked, in the order of their coming. */
  #seen = new Map();

  static async open(seed) {
    const receivers = new Receivers();
    receivers.#random = randomNumbers(seed, 'receivers');
    receivers.#server.listen(0, '127.0.0.1');
    await once(receivers.#server, 'listening');
    return receivers;
  }

  url(name) {
    return `http://127.0.0.1:${this.#server.address().port}/${name}`;
  }

  /** Everything that came to a hook since the last call. */
  takeSeen(name) {
    const seen = this.#seen.get(name) ?? [];
    this.#seen.delete(name);
    return seen;
  }

  close() {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  async #take(request, response) {
    response.on('error', () => undefined);
    const text = await wholeText(request);
    if (text === null) return;
    const mood = this.#mood();
    const post = { id: request.headers['x-atomgit-delivery'], text, isSuccess: mood.isSuccess ?? false };
    const name = request.url.slice(1);
    if (!this.#seen.has(name)) this.#seen.set(name, []);
    this.#seen.get(name).push(post);
    await mood.answer(response);
  }

  #mood() {
    let dice = this.#random.next();
    for (const mood of MOODS) {
      dice -= mood.share;
      if (dice < 0) return mood;
    }
    return FRIENDLY;
  }
}

/** Null when the sender was killed half-way: that was no delivery. */
async function wholeText(request) {
  const chunks = [];
  try {
    for await (const chunk of request) chunks.push(chunk);
  } catch {
    return null;
  }
  return request.complete ? Buffer.concat(chunks).toString() : null;
}

function halfAnswer(response) {
  response.writeHead(200, { 'Content-Length': 100 }).write('so far', () => response.socket?.destroy());
}

async function slowAnswer(response) {
  await wait(SLOW_MS);
  response.end('at last');
}
