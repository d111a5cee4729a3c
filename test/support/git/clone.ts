import { cpSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { copyRefs, looseRef } from './ref-files.js';
import { runProgram } from './persistent-shell.js';
import { temporaryFolder } from '../server/temporary-folder.js';

/** Processes are what these tests take the longest over: git starts none to tidy up or to unpack a few objects. */
const CONFIGURATION = Object.entries({ 'maintenance.auto': 'false', 'fastimport.unpackLimit': '1' });

/** Git as a user has it, without the configuration of the user who runs the tests. */
const ENVIRONMENT = {
  PATH: process.env['PATH'],
  HOME: '/nonexistent',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_COUNT: String(CONFIGURATION.length),
  ...Object.fromEntries(CONFIGURATION.map(([key], index) => [`GIT_CONFIG_KEY_${index}`, key])),
  ...Object.fromEntries(CONFIGURATION.map(([, value], index) => [`GIT_CONFIG_VALUE_${index}`, value])),
  GIT_TERMINAL_PROMPT: '0',
  GIT_AUTHOR_NAME: 'Ada',
  GIT_AUTHOR_EMAIL: 'ada@example.com',
  GIT_COMMITTER_NAME: 'Ada',
  GIT_COMMITTER_EMAIL: 'ada@example.com',
  LC_ALL: 'C',
};

/** @returns standard output without its last newline; rejects with git's words in `stderr` */
export async function git(folder: string, args: readonly string[], environment: Record<string, string> = {}) {
  const command = ['git', ...args];
  const printed = await runProgram({ folder, command, environment: { ...ENVIRONMENT, ...environment } });
  return printed.toString().replace(/\n$/, '');
}

/** A real work tree with a remote `origin`. */
export class Clone {
  private constructor(readonly folder: string) {}

  static async of(url: string, ...options: string[]): Promise<Clone> {
    const folder = join(await temporaryFolder(), 'clone');
    await git('/', ['clone', '--quiet', ...options, url, folder]);
    return new Clone(folder);
  }

  /**
   * What `git clone` leaves of a repository on this disk, put there by hand: one process in place of nine.
   * @param bare its folder
   */
  static async copyOf(bare: string, url: string): Promise<Clone> {
    const folder = join(await temporaryFolder(), 'clone');
    const gitFolder = join(folder, '.git');
    await mkdir(gitFolder, { recursive: true });
    cpSync(join(bare, 'objects'), join(gitFolder, 'objects'), { recursive: true });
    const { branch, isBorn } = await copyRefs(bare, gitFolder);
    await writeFile(join(gitFolder, 'config'), configuration(url, branch));
    const clone = new Clone(folder);
    if (isBorn) await clone.git('reset', '--quiet', '--hard');
    return clone;
  }

  /** A repository with no history, pointed at a remote that need not exist. */
  static async empty(url: string, branch = 'master'): Promise<Clone> {
    const folder = await temporaryFolder();
    const gitFolder = join(folder, '.git');
    await mkdir(join(gitFolder, 'refs'), { recursive: true });
    await mkdir(join(gitFolder, 'objects/info'), { recursive: true });
    await writeFile(join(gitFolder, 'HEAD'), `ref: refs/heads/${branch}\n`);
    await writeFile(join(gitFolder, 'config'), configuration(url));
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
    const head = await readFile(join(this.folder, '.git/HEAD'), 'utf8');
    const branch = head.replace('ref: ', '').trimEnd();
    const parent = await this.sha().catch(() => null);
    const stream = Array.from({ length: count }, (_, index) => {
      const from = index === 0 && parent !== null ? `from ${parent}\n` : '';
      const message = `Commit ${index + 1}\n`;
      const committer = `committer Ada <ada@example.com> ${1_546_272_480 + index} +0800`;
      return `commit ${branch}\nmark :1\n${committer}\ndata ${message.length}\n${message}${from}\nget-mark :1\n`;
    });
    return this.import(stream.join(''));
  }

  /** Feeds `git fast-import`. @returns the lines that it prints, for each `get-mark` */
  async import(stream: string): Promise<string[]> {
    const command = ['git', 'fast-import', '--quiet', '--force'];
    const printed = await runProgram({
      folder: this.folder,
      command,
      environment: ENVIRONMENT,
      input: stream,
    });
    return printed.toString().trimEnd().split('\n');
  }

  async commitFile(name: string, content: string | Buffer): Promise<string> {
    await writeFile(join(this.folder, name), content);
    await this.shell('git add -- "$1" && git commit --quiet --allow-empty --message "Write $1"', name);
    return this.sha();
  }

  /** Several commands at once. */
  async shell(script: string, ...args: string[]): Promise<void> {
    const command = ['sh', '-e', '-c', script, 'sh', ...args];
    await runProgram({ folder: this.folder, command, environment: ENVIRONMENT });
  }

  async sha(revision = 'HEAD'): Promise<string> {
    return (await looseRef(join(this.folder, '.git'), revision)) ?? this.git('rev-parse', revision);
  }

  push(...args: string[]): Promise<string> {
    return this.git('push', '--quiet', 'origin', ...args);
  }

  /** The body of the request in which git would push `after` to `ref`: one command, and a pack with what is new. */
  async pushBody(
    { ref, before, after }: { ref: string; before: string; after: string },
    capabilities = 'report-status',
  ): Promise<Buffer> {
    const packing = runProgram({
      folder: this.folder,
      command: ['git', 'pack-objects', '--quiet', '--revs', '--stdout'],
      environment: ENVIRONMENT,
      input: /^0+$/.test(before) ? `${after}\n` : `${after}\n^${before}\n`,
    });
    const command = `${before} ${after} ${ref}\0${capabilities}`;
    const length = (Buffer.byteLength(command) + 4).toString(16).padStart(4, '0');
    return Buffer.concat([Buffer.from(`${length}${command}0000`), await packing]);
  }
}

/** @param branch what a `git pull` of it asks for; none in a repository that was not cloned */
const configuration = (url: string, branch?: string): string => `[core]
	repositoryformatversion = 0
	filemode = true
	bare = false
	logallrefupdates = true
[remote "origin"]
	url = ${url}
	fetch = +refs/heads/*:refs/remotes/origin/*
${branch === undefined ? '' : `[branch "${branch}"]\n\tremote = origin\n\tmerge = refs/heads/${branch}\n`}`;
