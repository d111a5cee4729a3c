import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { simpleGit, type SimpleGit, type SimpleGitOptions } from 'simple-git';
import { withChildErrors, withDescriptors } from './child-errors.js';
import { unlessAmbiguous } from './ambiguous-names.js';
import { GitSettings } from './git-settings.js';
import { writeWhole } from '../files/write-whole.js';

/** Processes of `run` at the same time; a push of hundreds of refs must not start hundreds. */
const MOST_PROCESSES = 4;

/**
 * The folder may belong to another user, as it does in a mounted volume; names in diffs stay readable; new
 * repositories start without samples, and with their refs in files, which we read ourselves.
 */
const CONFIG = `[safe]
	directory = *
[core]
	quotePath = false
[init]
	templateDir = ""
	defaultRefFormat = files
`;

/** Runs git with its own environment: no configuration, alias or `GIT_*` of the user who started the server. */
@Injectable()
export class Git {
  private readonly environment: Record<string, string>;
  /** Git's home, which holds its configuration. */
  private readonly home: string;
  /** Made when first used: simple-git requires its folder to exist. */
  private sharedGit: SimpleGit | undefined;

  constructor(settings: GitSettings) {
    this.home = join(settings.dataFolder, 'home');
    this.environment = {
      ...settings.environment,
      LC_ALL: 'C',
      HOME: this.home,
      GIT_CONFIG_NOSYSTEM: '1',
      // A pushed refs/replace/… must not change what is read.
      GIT_NO_REPLACE_OBJECTS: '1',
      GIT_TERMINAL_PROMPT: '0',
      // Writes a thousand lines in a few pieces.
      GIT_FLUSH: '0',
    };
  }

  /** Writes the only configuration file that git reads besides a repository's own. */
  async prepare(): Promise<void> {
    await mkdir(this.home, { recursive: true });
    await writeWhole(join(this.home, '.gitconfig'), CONFIG);
  }

  /**
   * Runs a command. One that prints nothing on success takes 50 ms longer, because simple-git waits for output.
   * @returns git's standard output. Rejects when it exits with an error and a message, with `GitDied` when a signal
   *   ends it, and with Node's error when it cannot be started.
   */
  run(folder: string, args: readonly string[], input?: string): Promise<string> {
    const git =
      input === undefined ? (this.sharedGit ??= this.simpleGit({})) : this.simpleGit({ input: () => input });
    return withChildErrors(() => git.cwd({ path: folder, root: false }).raw([...args]));
  }

  private simpleGit(options: Partial<SimpleGitOptions>): SimpleGit {
    return simpleGit({
      baseDir: this.home,
      maxConcurrentProcesses: MOST_PROCESSES,
      allowEnvironment: Object.keys(this.environment),
      errors: unlessAmbiguous,
      ...options,
    }).env(this.environment);
  }

  /**
   * Starts git with its standard streams as pipes, for data too large for memory. A process that could not be started
   * has no id, and closes like one that failed.
   * @throws when there are no descriptors for its streams
   */
  start(
    folder: string,
    args: readonly string[],
    extra: Readonly<Record<string, string>>,
  ): ChildProcessWithoutNullStreams {
    const options = { cwd: folder, env: { ...this.environment, ...extra }, stdio: 'pipe' } as const;
    return withDescriptors(() => spawn('git', args, options)).on('error', () => undefined);
  }
}
