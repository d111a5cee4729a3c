import { createWriteStream } from 'node:fs';
import { get } from 'node:http';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { pipeline } from 'node:stream/promises';
import { git, importCommits, importFiles } from '../git.mjs';
import { alternate, now } from '../measure.mjs';
import { ENVIRONMENT } from '../owned.mjs';
import { Product } from '../product.mjs';

const WARM_UPS = 5;
const COMMITS = 100;
const FILES = 1_000;

/** Every round reads the file at another commit. */
export const readFile = (samples) =>
  beside(samples, {
    fill: (folder) => importCommits(folder, WARM_UPS + samples),
    byHand: ({ folder, shas }, round) => git(folder, ['cat-file', 'blob', `${shas[round]}:README.md`]),
    path: ({ shas }, round) => `/contents/README.md?ref=${shas[round]}`,
  });

/** Every round compares a hundred commits that begin at another one. */
export const compareCommits = (samples) =>
  beside(samples, {
    fill: (folder) => importCommits(folder, COMMITS + WARM_UPS + samples),
    byHand: async ({ folder, shas }, round) => {
      const [base, head] = [shas[round], shas[round + COMMITS]];
      await git(folder, ['merge-base', base, head]);
      await git(folder, ['log', `${base}..${head}`]);
      await git(folder, ['diff', `${base}...${head}`]);
    },
    path: ({ shas }, round) => `/compare/${shas[round]}...${shas[round + COMMITS]}`,
  });

export const archiveFiles = (samples) =>
  beside(samples, {
    fill: (folder) => importFiles(folder, FILES),
    byHand: async ({ folder }) => {
      const child = spawn('git', ['archive', '--format=tar.gz', '--prefix=files/', 'master'], {
        cwd: folder,
        env: ENVIRONMENT,
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const exited = once(child, 'exit');
      await pipeline(child.stdout, createWriteStream('/dev/null'));
      await exited;
    },
    path: () => '/tarball/master',
  });

/** What git does by hand in the repository itself, beside the call. @param options `fill` resolves to the shas, if there are any */
async function beside(samples, { fill, byHand, path }) {
  const product = await Product.start();
  const { api, folder } = await product.repository('reads');
  const at = { folder, shas: await fill(folder) };
  const timed = (work) => async (round) => {
    const start = now();
    await work(round);
    return now() - start;
  };
  return alternate(
    {
      floor: timed((round) => byHand(at, round)),
      product: timed(async (round) => {
        // Not by fetch: its web streams take longer over an archive than Node's own, which the floor reads with.
        const [response] = await once(get(api + path(at, round)), 'response');
        if (response.statusCode !== 200)
          throw new Error(`GET ${path(at, round)} answers ${response.statusCode}`);
        await pipeline(response, createWriteStream('/dev/null'));
      }),
    },
    samples,
    WARM_UPS,
  );
}
