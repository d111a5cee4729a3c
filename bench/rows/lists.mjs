import { git, importCommits } from '../git.mjs';
import { alternate, now } from '../measure.mjs';
import { Product } from '../product.mjs';

const WARM_UPS = 5;
/** What a page has when nobody asks for another size. */
const PAGE_LENGTH = 20;

/** Both sides are the product; the floor is a small repository. */
async function beside({ small, large, list, samples }) {
  const product = await Product.start();
  const lists = [await list(product, small), await list(product, large)];
  const [floor, tall] = lists.map((address) => (round) => firstPage(address(round)));
  return alternate({ floor, product: tall }, samples, WARM_UPS);
}

/** Every round asks from another commit, as after a push: nothing is known from the round before. */
export const firstCommits = (samples) => beside({ small: 100, large: 100_000, list: commitList, samples });

async function commitList(product, count) {
  const { folder, api } = await product.repository(`commits-${count}`);
  const shas = await importCommits(folder, count);
  return (round) => `${api}/commits?sha=${shas.at(-1 - round)}`;
}

/** Every branch has a commit of its own; they are packed, as they are after a clone or a large push. */
export const firstBranches = (samples) => beside({ small: 100, large: 10_000, list: branchList, samples });

async function branchList(product, count) {
  const { folder, api } = await product.repository(`branches-${count}`);
  const shas = await importCommits(folder, count);
  const commands = shas.map((sha, number) => `create refs/heads/feature/${number} ${sha}\n`);
  await git(folder, ['update-ref', '--stdin'], commands.join(''));
  await git(folder, ['pack-refs', '--all']);
  return () => `${api}/branches`;
}

async function firstPage(address) {
  const start = now();
  const response = await fetch(address);
  const text = await response.text();
  const duration = now() - start;
  const entries = response.ok ? JSON.parse(text) : [];
  if (entries.length !== PAGE_LENGTH) throw new Error(`GET ${address} answers ${response.status}: ${text}`);
  return duration;
}
