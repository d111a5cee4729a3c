import { expect, test } from 'vitest';
import { git, type Clone } from '../support/git/clone.js';
import {
  attributesOf,
  everything,
  openRequest,
  pull,
  PULLS,
  sent,
  startWithFeature,
  startWithRequest,
  eventLines,
} from '../support/merge-requests/merge-requests.js';
import type { Started } from '../support/server/start.js';

const ONE = `${PULLS}/1`;
const LINES = Array.from({ length: 10 }, (_, index) => `line ${index}\n`);
/** Ten lines, one of them another. */
const lines = (place = -1, text = '') =>
  LINES.with(place, text === '' ? (LINES.at(place) ?? '') : text).join('');

/** What one commit does. */
interface Change {
  readonly write?: Readonly<Record<string, string | Buffer>>;
  readonly move?: Readonly<Record<string, string>>;
  readonly remove?: string;
  readonly link?: Readonly<Record<string, string>>;
  /** Lets the submodule `sub` point at this commit of another repository. */
  readonly submodule?: string;
  /** Forgets all that was. */
  readonly startsAnew?: true;
}

const data = (content: string | Buffer) => `data ${Buffer.byteLength(content)}\n${String(content)}\n`;

/**
 * What `git fast-import` makes a commit of, on top of the branch.
 * @param message another one for each side, or the same change becomes the same commit
 */
function commitStream(branch: string, message: string, change: Change): string {
  const { write = {}, move = {}, link = {}, remove, submodule, startsAnew } = change;
  const inline =
    (mode: string) =>
    ([name, content]: readonly [string, string | Buffer]) =>
      `M ${mode} inline ${JSON.stringify(name)}\n${data(content)}`;
  return [
    startsAnew ? `reset refs/heads/${branch}\n` : '',
    `commit refs/heads/${branch}\ncommitter Ada <ada@example.com> 1546272480 +0800\n${data(`${message}\n`)}`,
    remove === undefined ? '' : `D ${remove}\n`,
    ...Object.entries(move).map(([from, to]) => `R ${from} ${to}\n`),
    ...Object.entries(write).map(inline('100644')),
    ...Object.entries(link).map(inline('120000')),
    submodule === undefined ? '' : `M 160000 ${submodule} sub\n`,
  ].join('');
}

interface Divergence {
  readonly base?: Change;
  readonly source: Change;
  /** On top of that. */
  readonly further?: Change;
  readonly target: Change;
}

/** Makes branches `from-…` and `into-…` for each that have parted like that, in the clone alone. @returns their names */
async function diverge(work: Clone, divergences: readonly Divergence[]): Promise<string[]> {
  const master = await work.sha('origin/master');
  const names = divergences.map((_, index) => String.fromCharCode(97 + index));
  const streams = divergences.map(({ base, source, further, target }, index) => {
    const [from, into] = [`from-${names[index]}`, `into-${names[index]}`];
    return [
      `reset refs/heads/${into}\nfrom ${master}\n\n`,
      base ? commitStream(into, 'Base', base) : '',
      `reset refs/heads/${from}\nfrom refs/heads/${into}\n\n`,
      commitStream(from, 'Source', source),
      further ? commitStream(from, 'Further', further) : '',
      commitStream(into, 'Target', target),
    ].join('');
  });
  await work.import(streams.join(''));
  return names;
}

/** Pushes pairs of branches that `diverge` made and opens a request for each; all of it told. @returns their numbers */
async function openDiverged(server: Started & { work: Clone }, names: readonly string[]): Promise<number[]> {
  await server.work.push(...names.flatMap((name) => [`from-${name}`, `into-${name}`]));
  const numbers: number[] = [];
  for (const name of names)
    numbers.push(await openRequest(server, { head: `from-${name}`, base: `into-${name}` }));
  await eventLines(server);
  return numbers;
}

/** What a request says of its mergeability, and the refs that git has of it. */
async function looked(server: Started, number: number) {
  const { merge_status: status, mergeable, can_merge_check: isChecked } = await pull(server, number);
  return { status, mergeable, isChecked, refs: await refsOf(server, number) };
}

/** The answer for each, in place of its kind. */
const forEach = async <T>(kinds: object, numbers: readonly number[], ask: (number: number) => Promise<T>) => {
  const answers: Record<string, T> = {};
  for (const [index, kind] of Object.keys(kinds).entries()) answers[kind] = await ask(numbers[index] ?? 0);
  return answers;
};

const all = <T>(kinds: object, value: T) =>
  Object.fromEntries(Object.keys(kinds).map((kind) => [kind, value]));

/** The refs that git has of a request, without their shas. */
const refsOf = async ({ refs }: Started, number: number) => {
  const printed = await refs(`refs/merge-requests/${number}/`);
  return printed.split('\n').map((line) => line.replace(/^.*\//, ''));
};

const [shaA, shaB, shaC] = ['a', 'b', 'c'].map((digit) => digit.repeat(40));
const file = 'ä ö\n"文 file".txt';

const CONFLICTS = {
  'the same line of a file with any name': {
    base: { write: { [file]: lines() } },
    source: { write: { [file]: lines(4, 'x\n') } },
    target: { write: { [file]: lines(4, 'y\n') } },
  },
  'changed here, deleted there': {
    base: { write: { f: lines() } },
    source: { write: { f: lines(4, 'x\n') } },
    target: { remove: 'f' },
  },
  'deleted here, changed there': {
    base: { write: { f: lines() } },
    source: { remove: 'f' },
    target: { write: { f: lines(4, 'x\n') } },
  },
  'added twice': { source: { write: { f: 'x\n' } }, target: { write: { f: 'y\n' } } },
  'renamed twice': {
    base: { write: { f: lines() } },
    source: { move: { f: 'here' } },
    target: { move: { f: 'there' } },
  },
  'two files renamed into one': {
    base: { write: { a: lines(1, 'a\n'), b: lines(1, 'b\n') } },
    source: { move: { a: 'c' } },
    target: { move: { b: 'c' } },
  },
  'a binary file': {
    base: { write: { f: Buffer.from([0, 1, 2]) } },
    source: { write: { f: Buffer.from([0, 1, 3]) } },
    target: { write: { f: Buffer.from([0, 1, 4]) } },
  },
  'a file and a folder': { source: { write: { f: 'x\n' } }, target: { write: { 'f/g': 'x\n' } } },
  'a file and a link': { source: { write: { f: 'x\n' } }, target: { link: { f: 'README.md' } } },
  'a submodule': {
    base: { submodule: shaA ?? '' },
    source: { submodule: shaB ?? '' },
    target: { submodule: shaC ?? '' },
  },
  'unrelated histories': {
    source: { startsAnew: true, write: { g: 'x\n' } },
    target: { write: { f: 'x\n' } },
  },
} satisfies Record<string, Divergence>;

const CLEAN = {
  'different lines': {
    base: { write: { [file]: lines() } },
    source: { write: { [file]: lines(1, 'x\n') } },
    target: { write: { [file]: lines(8, 'y\n') } },
  },
  'the same change': { source: { write: { f: 'x\n' } }, target: { write: { f: 'x\n' } } },
  'renamed here, changed there': {
    base: { write: { f: lines() } },
    source: { move: { f: 'g' } },
    target: { write: { f: lines(4, 'x\n') } },
  },
  'a submodule moved here alone': {
    base: { submodule: shaA ?? '' },
    source: { submodule: shaB ?? '' },
    target: { write: { f: 'x\n' } },
  },
} satisfies Record<string, Divergence>;

const CONFLICTING = { status: 'cannot_be_merged', mergeable: false, isChecked: true, refs: ['head'] };
const MERGEABLE = { status: 'can_be_merged', mergeable: true, isChecked: true, refs: ['head', 'merge'] };

test('a request that conflicts, in whatever way, says so and is not merged', async () => {
  const server = await startWithFeature();
  const { api, work } = server;
  const numbers = await openDiverged(server, await diverge(work, Object.values(CONFLICTS)));
  const merge = async (number: number) => (await api.put(`${PULLS}/${number}/merge`)).status;
  const found = await forEach(CONFLICTS, numbers, (number) => looked(server, number));
  expect(found).toEqual(all(CONFLICTS, CONFLICTING));
  const before = await everything(server);
  expect(await forEach(CONFLICTS, numbers, merge)).toEqual(all(CONFLICTS, 409));
  expect(await everything(server)).toEqual(before);
});

test('a request that conflicts can be merged once its source has taken in the target', async () => {
  const server = await startWithFeature();
  const { api, work } = server;
  const kinds = ['the same line of a file with any name', 'a submodule', 'unrelated histories'] as const;
  const names = await diverge(
    work,
    kinds.map((kind) => CONFLICTS[kind]),
  );
  const numbers = await openDiverged(server, names);
  for (const name of names) {
    await work.git('checkout', '--quiet', '--force', `from-${name}`);
    const options = ['--strategy=ours', '--allow-unrelated-histories', '--no-edit'];
    await work.git('merge', '--quiet', ...options, `into-${name}`);
  }
  await work.push(...names.map((name) => `from-${name}`));
  const updates = numbers.flatMap((number, index) => [`push from-${names[index]}`, `!${number} update`]);
  expect(await eventLines(server)).toEqual(updates);
  for (const number of numbers) {
    expect(await looked(server, number)).toEqual(MERGEABLE);
    await api.put(`${PULLS}/${number}/merge`).expect(200);
  }
});

test('branches that have parted without a conflict can be merged as they are', async () => {
  const server = await startWithFeature();
  const numbers = await openDiverged(server, await diverge(server.work, Object.values(CLEAN)));
  expect(await forEach(CLEAN, numbers, (number) => looked(server, number))).toEqual(all(CLEAN, MERGEABLE));
});

test('a merge by any method that conflicts says what to do, and changes nothing', async () => {
  const server = await startWithRequest();
  const { api, work } = server;
  await work.git('checkout', '--quiet', 'master');
  await work.commitFile('feature.txt', 'another one\n');
  await work.push('master');
  await eventLines(server);
  const before = await everything(server);
  const merging = 'Merge request !1 conflicts with master: merge master into feature first';
  const rebasing =
    'Merge request !1 cannot be rebased: one of its commits conflicts with master; rebase it by hand first';
  for (const [method, message] of Object.entries({ merge: merging, squash: merging, rebase: rebasing })) {
    const order = { merge_method: method, prune_source_branch: true };
    const { body } = await api.put(`${ONE}/merge`).send(order).expect(409);
    expect({ method, ...body }).toMatchObject({
      method,
      error_code: 409,
      error_code_name: 'CONFLICT',
      error_message: message,
    });
    expect({ method, after: await everything(server) }).toEqual({ method, after: before });
  }
  await api.get(`${ONE}/merge`).expect(404);
  await api.patch(ONE).send({ title: 'Conflicts' }).expect(200);
  const [update] = (await sent(server)).map(attributesOf);
  expect(update).toMatchObject({ action: 'update', merge_status: 'cannot_be_merged' });
});

test('a target that moves into a conflict, and out of it again, is noticed without another word', async () => {
  const server = await startWithRequest();
  const { work, head } = server;
  expect(await refsOf(server, 1)).toEqual(['head', 'merge']);
  const base = await work.sha('origin/master');
  await work.git('checkout', '--quiet', 'master');
  await work.commitFile('feature.txt', 'another one\n');
  await work.push('master');
  expect(await eventLines(server)).toEqual(['push master']);
  expect(await refsOf(server, 1)).toEqual(['head']);
  expect(await pull(server)).toMatchObject({
    state: 'open',
    merge_status: 'cannot_be_merged',
    mergeable: false,
    mergeable_state: { state: false, conflict_passed: false, branch_missing_passed: true },
  });
  await work.push('--force', `${base}:master`);
  expect(await eventLines(server)).toEqual(['push master']);
  expect(await pull(server)).toMatchObject({ merge_status: 'can_be_merged', mergeable: true });
  const testMerge = ['log', '-1', '--format=%P', 'refs/merge-requests/1/merge'];
  expect(await git(server.bare(), testMerge)).toBe(`${base} ${head}`);
});

test('a conflict is found, too, when a branch is named like the commit that conflicts', async () => {
  const server = await startWithFeature();
  const { api, work, head } = server;
  await work.git('checkout', '--quiet', 'master');
  await work.commitFile('feature.txt', 'another one\n');
  await work.push('master', `master:refs/heads/${head}`);
  await openRequest(server);
  await api.put(`${ONE}/merge`).expect(409);
  expect(await looked(server, 1)).toEqual(CONFLICTING);
  const { body } = await api.get('/_mock/repositories/demo/demo/merge_requests/1/conflicts').expect(200);
  expect(body).toEqual({ items: ['feature.txt'] });
});

test('a conflict that is resolved on the target by hand merges the request', async () => {
  const server = await startWithRequest();
  const { work } = server;
  await work.git('checkout', '--quiet', 'master');
  await work.commitFile('feature.txt', 'another one\n');
  await work.push('master');
  await work.git('merge', '--quiet', '--strategy=ours', '--no-edit', 'feature');
  await work.push('master');
  expect(await eventLines(server)).toEqual(['push master', 'push master', '!1 merge']);
  expect(await pull(server)).toMatchObject({ state: 'merged', merge_commit_sha: await work.sha() });
});

test('a rebase conflicts where one of its commits does, even if the merge as a whole does not', async () => {
  const server = await startWithFeature();
  const { api, work } = server;
  const divergence = {
    base: { write: { f: lines() } },
    source: { write: { f: lines(4, 'x\n') } },
    further: { write: { f: lines(), g: 'x\n' } },
    target: { write: { f: lines(4, 'y\n') } },
  };
  await openDiverged(server, await diverge(work, [divergence]));
  expect(await pull(server)).toMatchObject({ merge_status: 'can_be_merged', mergeable: true });
  const before = await everything(server);
  const refused = await api.put(`${ONE}/merge`).send({ merge_method: 'rebase' }).expect(409);
  expect(refused.body.error_message).toBe(
    'Merge request !1 cannot be rebased: one of its commits conflicts with into-a; rebase it by hand first',
  );
  expect(await everything(server)).toEqual(before);
  await api.put(`${ONE}/merge`).send({ merge_method: 'squash' }).expect(200);
});

test('a rebase succeeds where each of its commits fits, even if the merge as a whole conflicts', async () => {
  const server = await startWithFeature();
  const { api, work } = server;
  const change = { write: { f: lines(4, 'x\n') } };
  const further = { write: { f: lines(4, 'y\n') } };
  const divergence = { base: { write: { f: lines() } }, source: change, further, target: change };
  await openDiverged(server, await diverge(work, [divergence]));
  expect(await pull(server)).toMatchObject({ merge_status: 'cannot_be_merged', mergeable: false });
  const before = await everything(server);
  await api.put(`${ONE}/merge`).send({ merge_method: 'merge' }).expect(409);
  expect(await everything(server)).toEqual(before);

  const order = { merge_method: 'rebase' };
  const { body } = await api.put(`${ONE}/merge`).send(order).expect(200);
  expect(await eventLines(server)).toEqual(['!1 merge', 'push into-a']);
  const line = ['log', '--format=%H %s', `${await work.sha('into-a')}..into-a`];
  expect(await git(server.bare(), line)).toBe(`${body.sha} Further`);
  expect(await git(server.bare(), ['diff', body.sha, 'from-a'])).toBe('');
});
