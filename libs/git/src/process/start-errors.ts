import { AsyncLocalStorage } from 'node:async_hooks';
import type { ChildProcess } from 'node:child_process';
import { channel } from 'node:diagnostics_channel';
import { closeSync, openSync } from 'node:fs';
import { devNull } from 'node:os';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { outOfResources } from '#domain';

/** Three pairs of sockets for its streams, and a pipe on which it says whether it runs. */
const DESCRIPTORS_OF_A_CHILD = 8;

/** The child that the calling context has made last, and why it could not be started, as soon as Node says so. */
interface Made {
  child: ChildProcess | null;
  failure: Error | null;
}

const contexts = new AsyncLocalStorage<Made>();

/**
 * Node tells of a child before it tries to start it. Where there are descriptors for a part of what a child needs, Node
 * would start it in vain and never close them again (measured: three for each attempt), so it must not try.
 */
channel('child_process').subscribe((message) => {
  const made = contexts.getStore();
  if (made === undefined || !isAboutChild(message)) return;
  const child = message.process;
  made.child = child;
  child.on('error', (error: Error) => (made.failure = error));
  const shortage = descriptorShortage();
  if (shortage !== null) Object.defineProperty(child, 'spawn', { value: () => refuse(shortage) });
});

const isAboutChild = (message: unknown): message is { readonly process: ChildProcess } =>
  typeof message === 'object' && message !== null && 'process' in message;

/** The code of the error that a child would meet; null when there are enough for one. */
function descriptorShortage(): string | null {
  const spare: number[] = [];
  try {
    while (spare.length < DESCRIPTORS_OF_A_CHILD) spare.push(openSync(devNull, 'r'));
    return null;
  } catch (error) {
    return outOfResources(error);
  } finally {
    for (const descriptor of spare) closeSync(descriptor);
  }
}

function refuse(code: string): never {
  throw notStarted(code);
}

const notStarted = (code: string) => Object.assign(new Error(`spawn git ${code}`), { code });

/** @throws at once where there are no descriptors for the child that `make` makes */
export const withDescriptors = <T>(make: () => T): T => contexts.run({ child: null, failure: null }, make);

/** simple-git makes text of what `spawn` throws. */
const THROWN = /\bspawn (?:\S+ )?(E[A-Z0-9]+)\b/;

/**
 * Rejects with Node's own error when `work` fails because the child that it makes cannot be started. simple-git reaches
 * for the streams of a child first and listens for its error afterwards: where it has none, simple-git stumbles, and the
 * error, which nobody listens for, would end the whole process.
 */
export async function withStartErrors<T>(work: () => PromiseLike<T>): Promise<T> {
  const made: Made = { child: null, failure: null };
  try {
    return await contexts.run(made, async () => work());
  } catch (error) {
    if (made.child === null || made.child.pid !== undefined) throw error;
    await nextTurn();
    if (made.failure !== null) throw made.failure;
    const [, code] = THROWN.exec(String(error)) ?? [];
    throw code === undefined ? error : notStarted(code);
  }
}
