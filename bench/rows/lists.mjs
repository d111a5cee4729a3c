import Database from 'better-sqlite3';
import { git, importCommits } from '../git.mjs';
import { alternate, now } from '../measure.mjs';
import { temporaryFolder } from '../owned.mjs';
import { Product } from '../product.mjs';
import { join } from 'node:path';

const WARM_UPS = 5;
/** What a page has when nobody asks for another size. */
const PAGE_LENGTH = 20;
const ISSUES = [100, 10_000];

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

/** All but the first are copies of its row: ten thousand calls would take longer than all other rows together. */
export async function firstIssues(samples) {
  const data = temporaryFolder('data');
  const before = await Product.start(data);
  for (const count of ISSUES) {
    await before.repository(`issues-${count}`);
    const response = await fetch(`${before.url}/api/v5/repos/atomgit/issues`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ repo: `issues-${count}`, title: 'It does not work', body: 'It did yesterday.' }),
    });
    if (!response.ok)
      throw new Error(`opening an issue answers ${response.status}: ${await response.text()}`);
  }
  await before.stop();
  const database = new Database(join(data, 'atomgit-mock.sqlite'));
  for (const count of ISSUES) copyIssue(database, count);
  database.close();
  const product = await Product.start(data);
  const [floor, tall] = ISSUES.map(
    (count) => () => firstPage(`${product.url}/api/v5/repos/atomgit/issues-${count}/issues`),
  );
  return alternate({ floor, product: tall }, samples, WARM_UPS);
}

function copyIssue(database, count) {
  const columns = database.pragma('table_info(issues)').map(({ name }) => name);
  const copied = columns.filter((name) => name !== 'id' && name !== 'iid');
  database
    .prepare(
      `WITH RECURSIVE numbers(number) AS (SELECT 2 UNION ALL SELECT number + 1 FROM numbers WHERE number < ?)
       INSERT INTO issues (iid, ${copied.join(', ')})
       SELECT number, ${copied.join(', ')} FROM numbers, issues WHERE iid = 1 AND repository_id =
         (SELECT id FROM repositories WHERE path = ?)`,
    )
    .run(count, `issues-${count}`);
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
