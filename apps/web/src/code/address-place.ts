import { get } from '../api/client.js';
import type { Repository } from '../api/types.js';
import type { RefNames } from '../refs/types.js';
import { repositoryApi, repositoryControl } from '../repositories/place.js';
import { splitAddress } from './files.js';

/** Which revision and which path an address of the repository names. @param address what stands behind `tree` or `blob`; empty for all of the default branch */
export async function placeOf(address: string, signal: AbortSignal) {
  const repository = await get<Repository>(repositoryApi(), signal);
  if (address === '') return { repository, ref: repository.default_branch, path: '' };
  const [first = ''] = address.split('/', 1);
  // Only where a name may have slashes are all names needed.
  const isPlain = first === repository.default_branch || /^[0-9a-f]{40}$/.test(first) || first === address;
  const names = isPlain ? [first] : await refNames(first, signal);
  return { repository, ...splitAddress(address, names) };
}

/** More that begin alike than anybody has. */
const MOST = 1_000;

async function refNames(first: string, signal: AbortSignal): Promise<readonly string[]> {
  const query = new URLSearchParams({ words: `${first}/`, limit: String(MOST) });
  const { branches, tags } = await get<RefNames>(`${repositoryControl()}/refs?${query}`, signal);
  return [first, ...branches.names, ...tags.names];
}
