// Builds the page into dist/web: index.html and assets.
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const CONFIG = fileURLToPath(new URL('vite.config.mjs', import.meta.url));

/** @returns the files that the page consists of */
export async function buildPage() {
  const { output } = await build({ configFile: CONFIG, logLevel: 'warn' });
  return output.flatMap((file) => (file.type === 'chunk' ? file.moduleIds : []));
}
