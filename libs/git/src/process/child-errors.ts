import { AsyncLocalStorage } from 'node:async_hooks';
import type { ChildProcess } from 'node:child_process';
import { channel } from 'node:diagnostics_channel';
import { closeSync, openSync } from 'node:fs';
import { devNull } from 'node:os';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { outOfResources } from '#domain';
import { diedOf } from './git-died.js';

/** Three socket pairs for its streams, and a pipe that reports its start. */
const DESCRIPTORS_OF_A_CHILD = 8;

/** The last child that the async context has made, and why it could not be started, once Node reports it. */
interface Made {
  child: ChildProcess | null;
  failure: Error | null;
}

const contexts = new AsyncLocalStorage<Made>();

/**
 * Node announces a child before it tries to start it. With too few descriptors Node would fail to start it and leak
 * three of them each time (measured), so it must not try.
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

/** The code of the error that a child would meet; null when there are enough descriptors. */
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

/** @throws at once when there are no descriptors for the child that `make` makes */
export const withDescriptors = <T>(make: () => T): T => contexts.run({ child: null, failure: null }, make);

/** simple-git turns errors of `spawn` into text. */
const THROWN = /\bspawn (?:\S+ )?(E[A-Z0-9]+)\b/;

/**
 * Rejects with `GitDied` when a signal ends the child of `work`, which simple-git takes for success; and with Node's own
 * error when it cannot be started. simple-git uses the child's streams before it listens for its error: where there are
 * none, it fails, and the error without a listener would end the process.
 */
export async function withChildErrors<T>(work: () => PromiseLike<T>): Promise<T> {
  const made: Made = { child: null, failure: null };
  try {
    const result = await contexts.run(made, async () => work());
    const signal = made.child?.signalCode ?? null;
    if (signal !== null) throw diedOf(signal);
    return result;
  } catch (error) {
    if (made.child === null || made.child.pid !== undefined) throw error;
    await nextTurn();
    if (made.failure !== null) throw made.failure;
    const [, code] = THROWN.exec(String(error)) ?? [];
    throw code === undefined ? error : notStarted(code);
  }
}
