import { execFileSync } from 'node:child_process';
import { createReadStream, createWriteStream, existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { brotliDecompressSync, createBrotliDecompress } from 'node:zlib';
import { chromium, type Browser } from 'playwright-core';

/** A browser that came with `npm ci`, and what it needs besides. */
interface Chromium {
  readonly program: string;
  readonly environment: Readonly<Record<string, string>>;
}

/** The package has the browser for this kind of machine only. */
export const hasChromium = process.platform === 'linux' && process.arch === 'x64';

const PACKED = fileURLToPath(new URL('../../../node_modules/@sparticuz/chromium/bin', import.meta.url));

/**
 * Unpacks the browser, once for all tests of a run: by the package's own means it would lie in the temporary folder that
 * everybody shares, and a second process would start it half written.
 */
async function unpackChromium(): Promise<Chromium> {
  const folder = join(tmpdir(), 'atomgit-mock-chromium');
  if (!existsSync(folder)) {
    const own = await mkdtemp(`${folder}-`);
    extract('al2023.tar.br', own);
    extract('fonts.tar.br', own);
    await pipeline(
      createReadStream(join(PACKED, 'chromium.br')),
      createBrotliDecompress(),
      createWriteStream(join(own, 'chromium'), { mode: 0o755 }),
    );
    // Whoever comes second uses what the first has unpacked.
    await rename(own, folder).catch(() => rm(own, { recursive: true }));
  }
  return {
    program: join(folder, 'chromium'),
    // The libraries are of those that small machines lack; fonts are there where the machine has some.
    environment: { LD_LIBRARY_PATH: join(folder, 'lib'), HOME: folder },
  };
}

export async function launchChromium(): Promise<Browser> {
  const { program, environment } = await unpackChromium();
  return chromium.launch({
    executablePath: program,
    env: { ...process.env, ...environment },
    // It ends when the pipe to it does; signals are for whoever started this process.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    // As root there is no sandbox.
    args: ['--no-sandbox', '--no-zygote', '--disable-gpu', '--font-render-hinting=none'],
  });
}

/** Small archives. */
function extract(name: string, folder: string): void {
  const input = brotliDecompressSync(readFileSync(join(PACKED, name)));
  execFileSync('tar', ['-x', '-C', folder], { input });
}
