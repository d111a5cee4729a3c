import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { temporaryFolder } from './temporary-folder.js';

const run = promisify(execFile);

/** Git as a user has it, without the configuration of whoever runs the tests. */
const ENVIRONMENT = {
  PATH: process.env['PATH'],
  HOME: '/nonexistent',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_TERMINAL_PROMPT: '0',
  GIT_AUTHOR_NAME: 'Ada',
  GIT_AUTHOR_EMAIL: 'ada@example.com',
  GIT_COMMITTER_NAME: 'Ada',
  GIT_COMMITTER_EMAIL: 'ada@example.com',
  LC_ALL: 'C',
};

/** @returns standard output without its last newline; rejects with git's words in `stderr` */
export async function git(folder: string, args: readonly string[], environment: Record<string, string> = {}) {
  const { stdout } = await run('git', [...args], {
    cwd: folder,
    env: { ...ENVIRONMENT, ...environment },
    maxBuffer: 64 * 1024 * 1024,
  });
  return stdout.replace(/\n$/, '');
}

/** A real work tree with a remote `origin`. */
export class Clone {
  private constructor(readonly folder: string) {}

  static async of(url: string, ...options: string[]): Promise<Clone> {
    const folder = join(await temporaryFolder(), 'clone');
    await git('/', ['clone', '--quiet', ...options, url, folder]);
    return new Clone(folder);
  }

  /** A repository with no history, pointed at a remote that need not exist. */
  static async empty(url: string, branch = 'master'): Promise<Clone> {
    const folder = await temporaryFolder();
    await git(folder, ['init', '--quiet', `--initial-branch=${branch}`]);
    await git(folder, ['remote', 'add', 'origin', url]);
    return new Clone(folder);
  }

  git(...args: string[]): Promise<string> {
    return git(this.folder, args);
  }

  /** @returns the new commit's sha */
  async commit(message: string, environment: Record<string, string> = {}): Promise<string> {
    await git(this.folder, ['commit', '--quiet', '--allow-empty', '--message', message], environment);
    return this.sha();
  }

  /** Adds empty commits, a second apart, in one process. @returns their shas, oldest first */
  async commits(count: number): Promise<string[]> {
    const branch = await this.git('symbolic-ref', 'HEAD');
    const parent = await this.sha().catch(() => null);
    const stream = Array.from({ length: count }, (_, index) => {
      const from = index === 0 && parent !== null ? `from ${parent}\n` : '';
      const message = `Commit ${index + 1}\n`;
      const committer = `committer Ada <ada@example.com> ${1_546_272_480 + index} +0800`;
      return `commit ${branch}\n${committer}\ndata ${message.length}\n${message}${from}`;
    });
    const importing = run('git', ['fast-import', '--quiet'], { cwd: this.folder, env: ENVIRONMENT });
    importing.child.stdin?.end(stream.join(''));
    await importing;
    return (await this.git('rev-list', '--reverse', `--max-count=${count}`, 'HEAD')).split('\n');
  }

  async commitFile(name: string, content: string | Buffer): Promise<string> {
    await writeFile(join(this.folder, name), content);
    await this.git('add', name);
    return this.commit(`Write ${name}`);
  }

  sha(revision = 'HEAD'): Promise<string> {
    return this.git('rev-parse', revision);
  }

  push(...args: string[]): Promise<string> {
    return this.git('push', '--quiet', 'origin', ...args);
  }

  /** The body of the request in which git would push `after` to `ref`: one command, and a pack with what is new. */
  async pushBody({ ref, before, after }: { ref: string; before: string; after: string }): Promise<Buffer> {
    const packing = run('git', ['pack-objects', '--quiet', '--revs', '--stdout'], {
      cwd: this.folder,
      env: ENVIRONMENT,
      encoding: 'buffer',
      maxBuffer: 64 * 1024 * 1024,
    });
    packing.child.stdin?.end(/^0+$/.test(before) ? `${after}\n` : `${after}\n^${before}\n`);
    const command = `${before} ${after} ${ref}\0report-status`;
    const length = (Buffer.byteLength(command) + 4).toString(16).padStart(4, '0');
    return Buffer.concat([Buffer.from(`${length}${command}0000`), (await packing).stdout]);
  }
}
