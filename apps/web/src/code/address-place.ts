import { get, list } from '../api/client.js';
import type { Repository } from '../api/types.js';
import { repositoryApi } from '../repositories/place.js';
import { splitAddress } from './files.js';

/** Which revision and which path an address of the repository names. @param address what stands behind `tree` or `blob`; empty for all of the default branch */
export async function placeOf(address: string, signal: AbortSignal) {
  const repository = await get<Repository>(repositoryApi(), signal);
  if (address === '') return { repository, ref: repository.default_branch, path: '' };
  const [first = ''] = address.split('/', 1);
  // Only where a name may have slashes are all names needed.
  const isPlain = first === repository.default_branch || /^[0-9a-f]{40}$/.test(first) || first === address;
  const names = isPlain ? [first] : await refNames(signal);
  return { repository, ...splitAddress(address, names) };
}

async function refNames(signal: AbortSignal): Promise<readonly string[]> {
  const read = async (kind: 'branches' | 'tags') => {
    const names: string[] = [];
    for (let page = 1; ; page += 1) {
      const path = `${repositoryApi()}/${kind}?per_page=100&page=${page}`;
      const { items } = await list<{ name: string }>(path, signal);
      names.push(...items.map(({ name }) => name));
      if (items.length < 100) return names;
    }
  };
  return (await Promise.all([read('branches'), read('tags')])).flat();
}
