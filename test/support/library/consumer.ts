import { execFile } from 'node:child_process';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { temporaryFolder } from '../server/temporary-folder.js';

const run = promisify(execFile);
const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
/** What `npm run build` lays out. */
export const PACKAGE = join(ROOT, 'dist/package');

/** A project of somebody who uses the package, without the wait for an install. */
export class Consumer {
  private constructor(readonly folder: string) {}

  /** @param tools packages of ours that it uses, too */
  static async create(...tools: readonly string[]): Promise<Consumer> {
    const folder = await temporaryFolder();
    await mkdir(join(folder, 'node_modules'));
    await symlink(PACKAGE, join(folder, 'node_modules/atomgit-mock'));
    for (const tool of tools)
      await symlink(join(ROOT, 'node_modules', tool), join(folder, 'node_modules', tool));
    await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
    return new Consumer(folder);
  }

  write(file: string, text: string): Promise<void> {
    return writeFile(join(this.folder, file), text);
  }

  /** @returns what it prints on either stream; rejects when it fails */
  async run(program: string, ...args: readonly string[]): Promise<string> {
    const { stdout, stderr } = await run(program, args, { cwd: this.folder, env: this.environment });
    return stdout + stderr;
  }

  /** Runs this text as a module. */
  async node(text: string): Promise<string> {
    return this.run(process.execPath, '--input-type=module', '--eval', text);
  }

  get environment(): Record<string, string> {
    return { PATH: process.env['PATH'] ?? '', TMPDIR: this.folder, HOME: this.folder };
  }
}
