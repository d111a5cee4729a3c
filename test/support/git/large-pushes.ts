import type { Clone } from './clone.js';

/**
 * Pushes one commit each to as many branches, in one push: one event for each, with a large payload.
 * @param message of every commit
 */
export async function pushLarge(
  work: Clone,
  { branches, message }: { readonly branches: readonly string[]; readonly message: string },
): Promise<void> {
  const from = await work.sha();
  const data = `data ${Buffer.byteLength(message)}\n${message}\n`;
  const stream = branches.map(
    (branch) =>
      `commit refs/heads/${branch}\ncommitter Ada <ada@example.com> 1546272480 +0800\n${data}from ${from}\n`,
  );
  await work.import(stream.join(''));
  await work.push(...branches);
}
