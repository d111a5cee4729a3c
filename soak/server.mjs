import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { ENVIRONMENT, own } from '../bench/owned.mjs';
import { PROGRAM } from '../bench/product.mjs';

const OPTIONS = ['--port', '0', '--retries', '5ms,20ms,60ms', '--order', 'strict', '--timeout', '5s'];

/** The product in a process group of its own, which can be killed with or without the gits that it has started. */
export class Server {
  #child;
  #exited;
  #log;

  constructor(data, log) {
    this.#log = log;
    const file = openSync(log, 'a');
    this.#child = own(
      spawn(process.execPath, [PROGRAM, '--data', data, ...OPTIONS], {
        env: ENVIRONMENT,
        stdio: ['ignore', 'pipe', file],
        detached: true,
      }),
    );
    closeSync(file);
    this.#exited = once(this.#child, 'exit');
  }

  /** Resolves to its address. */
  async ready() {
    const [printed] = await Promise.race([once(this.#child.stdout, 'data'), this.#exited]);
    const url = /https?:\/\/[^\s"]+/.exec(printed)?.[0];
    if (url === undefined) throw new Error(`the server did not start:\n${readFileSync(this.#log)}`);
    return url;
  }

  async kill({ withGits }) {
    const { pid, exitCode } = this.#child;
    if (exitCode !== null)
      throw new Error(`the server had ended by itself with ${exitCode}:\n${readFileSync(this.#log)}`);
    process.kill(withGits ? -pid : pid, 'SIGKILL');
    await this.#exited;
  }
}

/** @returns the parsed answer */
export async function call(url, { method = 'GET', body } = {}) {
  const response = await fetch(url, {
    method,
    ...(body === undefined
      ? {}
      : { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${url} answers ${response.status}: ${text}`);
  return JSON.parse(text);
}
