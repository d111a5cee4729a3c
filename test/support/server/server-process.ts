import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

export const PROGRAM = fileURLToPath(new URL('../../../dist/atomgit-mock.cjs', import.meta.url));

export interface Finished {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The command as a user starts it: the built program in a process of its own. */
export class ServerProcess {
  stdout = '';
  stderr = '';
  private readonly exited: Promise<unknown>;

  private constructor(private readonly child: ChildProcess) {
    child.stdout?.on('data', (chunk: Buffer) => (this.stdout += chunk.toString()));
    child.stderr?.on('data', (chunk: Buffer) => (this.stderr += chunk.toString()));
    this.exited = once(child, 'close');
  }

  /** Starts the command in a folder and resolves at once, ready or not. */
  static spawn(
    args: readonly string[],
    environment: Readonly<Record<string, string>> = {},
    folder = process.cwd(),
  ): ServerProcess {
    return ServerProcess.run([process.execPath, PROGRAM, ...args], environment, folder);
  }

  /** Like `ready`, started by another command, which gets the server's command as its last arguments. */
  static async readyThrough(command: readonly string[], args: readonly string[]): Promise<ServerProcess> {
    const server = ServerProcess.run([...command, process.execPath, PROGRAM, ...args], {}, process.cwd());
    await server.printed(/https?:\/\/\S+/);
    return server;
  }

  private static run(
    [program = '', ...args]: readonly string[],
    environment: Readonly<Record<string, string>>,
    folder: string,
  ): ServerProcess {
    const [PATH, TMPDIR] = [process.env['PATH'], process.env['TMPDIR']];
    const child = spawn(program, args, {
      cwd: folder,
      env: { PATH, TMPDIR, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    return new ServerProcess(child);
  }

  /**
   * Starts a shell script in which `"$@"` is the command, and resolves once that is ready. The script has to end as the
   * command does.
   */
  static async readyIn(script: string, args: readonly string[], folder = process.cwd()) {
    const command = ['sh', '-c', script, 'sh', process.execPath, PROGRAM, ...args];
    const server = ServerProcess.run(command, {}, folder);
    await server.printed(/https?:\/\/\S+/);
    return server;
  }

  /** Starts the command and resolves once it is ready; rejects with what it printed when it exits before. */
  static async ready(
    args: readonly string[],
    environment: Readonly<Record<string, string>> = {},
    folder = process.cwd(),
  ): Promise<ServerProcess> {
    const server = ServerProcess.spawn(args, environment, folder);
    await server.printed(/https?:\/\/\S+/);
    return server;
  }

  /** The first address on standard output. */
  get url(): string {
    return /https?:\/\/[^\s"]+/.exec(this.stdout)?.[0] ?? '';
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  /** Resolves once standard output matches. */
  async printed(pattern: RegExp): Promise<void> {
    while (!pattern.test(this.stdout)) {
      const more = once(this.child.stdout ?? this.child, 'data').then(() => 'more');
      const end = this.exited.then(() => 'end');
      if ((await Promise.race([more, end])) === 'end' && !pattern.test(this.stdout)) {
        throw new Error(`the server ended before it printed ${pattern}:\n${this.stdout}${this.stderr}`);
      }
    }
  }

  /** Sends the signal and resolves when the process is gone. */
  async kill(signal: NodeJS.Signals): Promise<Finished> {
    this.child.kill(signal);
    return this.finished();
  }

  async finished(): Promise<Finished> {
    await this.exited;
    return {
      code: this.child.exitCode,
      signal: this.child.signalCode,
      stdout: this.stdout,
      stderr: this.stderr,
    };
  }
}
