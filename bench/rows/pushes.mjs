import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { branchNames, clientRepository, git, plainRepository, push } from '../git.mjs';
import { Inbox } from '../inbox.mjs';
import { alternate, now, perSecond } from '../measure.mjs';
import { forkReady, temporaryFolder } from '../owned.mjs';
import { Product } from '../product.mjs';

/** The first push makes the branch, which is more than the later ones do. */
const WARM_UPS = 3;
const MANY_COMMITS = 10_000;
const MANY_REFS = 5_000;
const CLIENTS = 16;
/** Of each client, one after another. */
const PUSHES_AT_ONCE = 2;

/** Both serve a bare folder at the URL path that is its path on the disk. */
const FLOOR_A = fileURLToPath(new URL('../floors/receive-pack.mjs', import.meta.url));
const FLOOR_B = fileURLToPath(new URL('../floors/http-backend.mjs', import.meta.url));

export async function besideReceivePack(samples) {
  const folder = await newPlainRepository();
  const server = await startFloor(FLOOR_A);
  return oneCommitPushes(samples, server + folder, ({ url }) => url);
}

export async function besideHttpBackend(samples) {
  const folder = await newPlainRepository();
  await git(folder, ['config', 'http.receivepack', 'true']);
  const server = await startFloor(FLOOR_B);
  return oneCommitPushes(samples, server + folder, ({ url }) => url);
}

export async function byPath(samples) {
  return oneCommitPushes(samples, await newPlainRepository(), ({ folder }) => folder);
}

/** Every round pushes the next commit of one history to one repository on either side. */
async function oneCommitPushes(samples, floorRemote, remoteOf) {
  const client = await clientRepository(WARM_UPS + samples);
  const inbox = await Inbox.open();
  const product = await Product.start();
  const productRemote = remoteOf(await product.repository('one-commit', [inbox.url]));
  const sides = {
    floor: async (round) => durationOf(await push(client, client.shas[round], floorRemote)),
    product: async (round) => {
      const duration = await pushUntilHeld(client, client.shas[round], productRemote, inbox);
      await product.settled();
      return duration;
    },
  };
  return alternate(sides, samples, WARM_UPS);
}

/** Every round pushes a whole history to a new repository on either side. */
export async function manyCommits(samples) {
  const client = await clientRepository(MANY_COMMITS);
  const tip = client.shas.at(-1);
  const server = await startFloor(FLOOR_A);
  const inbox = await Inbox.open();
  const product = await Product.start();
  const sides = {
    floor: async () => durationOf(await push(client, tip, server + (await newPlainRepository()))),
    product: async (round) => {
      const { url } = await product.repository(`many-commits-${round}`, [inbox.url]);
      const duration = await pushUntilHeld(client, tip, url, inbox);
      await product.settled();
      return duration;
    },
  };
  return alternate(sides, samples, 1);
}

/** Every round pushes as many branches, all of one commit, to a new repository on either side; nobody is told of them. */
export async function manyRefs(samples) {
  const client = await clientRepository(1);
  const branches = branchNames(MANY_REFS);
  const server = await startFloor(FLOOR_A);
  const product = await Product.start();
  const pushTo = async (remote) => durationOf(await push(client, client.shas[0], remote, branches));
  const sides = {
    floor: async () => pushTo(server + (await newPlainRepository())),
    product: async (round) => {
      const { url } = await product.repository(`many-refs-${round}`);
      const duration = await pushTo(url);
      await product.settled();
      return duration;
    },
  };
  return alternate(sides, samples, 1);
}

/** Pushes per second of clients that push at once, each the commits of its own history to a repository of its own. */
export async function manyClients(samples) {
  const rounds = WARM_UPS + samples;
  const numbers = Array.from({ length: CLIENTS }, (_, number) => number);
  const clients = await Promise.all(numbers.map(() => clientRepository(rounds * PUSHES_AT_ONCE)));
  const inbox = await Inbox.open();
  const server = await startFloor(FLOOR_A);
  const product = await Product.start();
  const remotes = {
    floor: await Promise.all(numbers.map(async () => server + (await newPlainRepository()))),
    product: [],
  };
  for (const number of numbers)
    remotes.product.push((await product.repository(`client-${number}`, [inbox.url])).url);

  const pushAll = (to, round) =>
    Promise.all(
      clients.map(async (client, number) => {
        for (let next = 0; next < PUSHES_AT_ONCE; next += 1)
          await push(client, client.shas[round * PUSHES_AT_ONCE + next], to[number]);
      }),
    );
  const count = CLIENTS * PUSHES_AT_ONCE;
  const sides = {
    floor: async (round) => {
      const start = now();
      await pushAll(remotes.floor, round);
      return perSecond(count, now() - start);
    },
    product: async (round) => {
      const start = now();
      await pushAll(remotes.product, round);
      const end = now();
      const duration = Math.max(end, await inbox.holds(count)) - start;
      await product.settled();
      return perSecond(count, duration);
    },
  };
  return alternate(sides, samples, WARM_UPS);
}

/** From the start of the push until it has returned and the receiver holds the POST, whichever is later. */
export async function pushUntilHeld(client, sha, remote, inbox) {
  const { start, end } = await push(client, sha, remote);
  return Math.max(end, await inbox.holds(1)) - start;
}

const durationOf = ({ start, end }) => end - start;

async function newPlainRepository() {
  const folder = join(temporaryFolder('plain'), 'plain.git');
  await plainRepository(folder);
  return folder;
}

async function startFloor(program) {
  const { message } = await forkReady(program);
  return `http://127.0.0.1:${message.port}`;
}
