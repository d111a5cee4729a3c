import { svelte } from '@sveltejs/vite-plugin-svelte';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { defineConfig } from 'vite';

/** Where a server runs that the page is developed against: `npx vite apps/web`. */
const SERVER = process.env.ATOMGIT_MOCK_URL ?? 'http://127.0.0.1:3900';

/** Files lie there compressed, as nearly every client takes them: the server needs not do it, and the package is smaller. */
const compressed = {
  name: 'compressed',
  writeBundle({ dir }) {
    const folder = join(dir, 'assets');
    for (const name of readdirSync(folder)) {
      const file = join(folder, name);
      writeFileSync(`${file}.gz`, gzipSync(readFileSync(file), { level: 9 }));
      rmSync(file);
    }
  },
};

export default defineConfig(({ command }) => ({
  root: import.meta.dirname,
  // The server says where the files are from where the document is.
  base: command === 'build' ? './' : '/',
  plugins: [svelte({ configFile: false }), compressed],
  build: {
    outDir: '../../dist/web',
    emptyOutDir: true,
    target: 'es2023',
    // A document of ours has no script and no style inside, and no data addresses.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: { checks: { pluginTimings: false } },
  },
  server: { proxy: { '^/(_mock|_sink|api)(/|$)': { target: SERVER, changeOrigin: true } } },
}));
