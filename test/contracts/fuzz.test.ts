import { join } from 'node:path';
import { expect, test } from 'vitest';
import { faultsOfRandomCalls } from '../support/http/random-calls.js';
import { start } from '../support/server/start.js';

const SEED = 20_261_130;
const CALLS = 900;

test(
  'no call that the OpenAPI document allows, with any values, is answered with a 5xx, hangs, or is refused and changes something',
  { timeout: 600_000 },
  async () => {
    const { api, localUrl, dataFolder, stop } = await start();
    const database = join(dataFolder, 'atomgit-mock.sqlite');
    expect(await faultsOfRandomCalls({ url: localUrl, database, calls: CALLS, seed: SEED })).toEqual([]);
    await api.get('/_mock/ready').expect(200);
    await stop();
  },
);
