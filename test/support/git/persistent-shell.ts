import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export interface Program {
  readonly folder: string;
  /** Its name and its arguments. */
  readonly command: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly input?: string | undefined;
}

/**
 * Runs programs from a shell that stays. To start one from the process of the tests, which is large, takes ten times as
 * long, and holds up the servers in it meanwhile.
 */
class ResidentShell {
  private readonly folder = mkdtempSync(join(tmpdir(), 'atomgit-mock-shell-'));
  private readonly child = spawn('sh', [], { stdio: ['pipe', 'pipe', 'inherit'], env: {} });
  private readonly waiting = new Map<string, (status: number) => void>();
  private count = 0;

  constructor() {
    createInterface({ input: this.child.stdout }).on('line', (line) => {
      const [id = '', status] = line.split(' ');
      this.waiting.get(id)?.(Number(status));
    });
    // At the end of its input; the process of the tests may be killed before it can tidy up.
    this.child.stdin.write(`trap ${quoted(`rm -rf ${quoted(this.folder)}`)} EXIT\n`);
    // The tests need not wait for it: it ends with its input.
    this.child.unref();
    for (const stream of [this.child.stdin, this.child.stdout]) if ('unref' in stream) Object(stream).unref();
  }

  /** @returns what it prints; rejects like `execFile` when it fails */
  async run({ folder, command, environment, input }: Program): Promise<Buffer> {
    this.count += 1;
    const id = String(this.count);
    const file = (name: string) => join(this.folder, `${id}.${name}`);
    const [stdin, stdout, stderr] = [file('in'), file('out'), file('err')];
    if (input !== undefined) writeFileSync(stdin, input);
    const variables = Object.entries(environment).map(([name, value]) => `${name}=${value ?? ''}`);
    const words = command.map(quoted).join(' ');
    const streams = `< ${quoted(input === undefined ? '/dev/null' : stdin)} > ${quoted(stdout)} 2> ${quoted(stderr)}`;
    const status = await new Promise<number>((resolve) => {
      this.waiting.set(id, resolve);
      const here = `cd ${quoted(folder)} && unset PWD OLDPWD && export ${variables.map(quoted).join(' ')} && exec ${words}`;
      this.child.stdin.write(`{ (${here}) ${streams}; echo "${id} $?"; } &\n`);
    });
    this.waiting.delete(id);
    const [printed, complaint] = [readFileSync(stdout), readFileSync(stderr, 'utf8')];
    for (const name of [stdin, stdout, stderr]) rmSync(name, { force: true });
    if (status === 0) return printed;
    const error = new Error(`Command failed: ${command.join(' ')}\n${complaint}`);
    throw Object.assign(error, { code: status, stdout: printed.toString(), stderr: complaint });
  }
}

const quoted = (word: string): string => `'${word.replaceAll("'", `'\\''`)}'`;

let shell: ResidentShell | undefined;

/** @returns what it prints; rejects, with `code`, `stdout` and `stderr`, when it fails */
export const runProgram = (program: Program): Promise<Buffer> => (shell ??= new ResidentShell()).run(program);
