import { svelte } from '@sveltejs/vite-plugin-svelte';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { defineConfig } from 'vite';

/** Where a server runs that the page is developed against: `npx vite apps/web`. */
const SERVER = process.env.ATOMGIT_MOCK_URL ?? 'http://127.0.0.1:3900';

/** Beside each file lies a compressed copy, so that the server needs not compress. */
const compressedCopies = {
  name: 'compressed-copies',
  writeBundle({ dir }) {
    const folder = join(dir, 'assets');
    for (const name of readdirSync(folder))
      writeFileSync(join(folder, `${name}.gz`), gzipSync(readFileSync(join(folder, name)), { level: 9 }));
  },
};

export default defineConfig(({ command }) => ({
  root: import.meta.dirname,
  base: command === 'build' ? '/-/' : '/',
  plugins: [svelte({ configFile: false }), compressedCopies],
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
