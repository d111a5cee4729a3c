import { DEFAULT_BRANCH, MergeRequestModel, type Method, type Move } from './merge-request-model.js';
import { ModelHistory, treeSha, type Files, type Merged } from './model-history.js';
import { ModelledRepository } from './modelled-repository.js';
import type { Started } from '../server/start.js';

/** What somebody does; requests by their number, whether there is one or not. */
export type Step =
  | readonly ['commit to', string, 'own file' | 'shared file']
  | readonly ['force back' | 'force to master' | 'delete', string]
  | readonly ['create', branch: string, from: string]
  | readonly ['open', source: string, target: string]
  | readonly ['rename', number, title: string]
  | readonly ['close' | 'reopen' | 'comment on', number]
  | readonly ['merge', number, Method, 'keep' | 'prune']
  | readonly ['merge by hand', source: string, target: string, '--ff' | '--no-ff']
  | readonly ['commit and merge in one push', source: string, target: string];

/** The product and what it should be, side by side. */
export class Comparison {
  readonly model = new MergeRequestModel(new ModelHistory());
  private made = 0;

  private constructor(private readonly product: ModelledRepository) {}

  /** A repository of its own with all branches, and one commit on each that the others lack. */
  static async begin(server: Started, name: string, by: 'HTTP' | 'path'): Promise<Comparison> {
    const comparison = new Comparison(await ModelledRepository.create(server, name, by));
    await comparison.makeBranches();
    await comparison.product.eventLines();
    return comparison;
  }

  /** Does the same to both. @returns what can be seen of either */
  async take(step: Step) {
    const { model, product } = this;
    const [expectedAnswer, answer] = await this.perform(step);
    const eventLines = await product.eventLines();
    const actual = { answer, eventLines, refs: await product.refs(), ...(await product.rows()) };
    const expected = {
      answer: expectedAnswer,
      eventLines: model.settle(),
      refs: model.refs(),
      listed: model.rows(),
      single: model.rows(),
    };
    return { actual, expected };
  }

  /** @returns the status that was expected, and the one that came */
  private async perform(step: Step): Promise<readonly [string | number, string | number]> {
    const { model, product } = this;
    const tip = (name: string) => model.branches.get(name);
    switch (step[0]) {
      case 'commit to':
        return this.push([await this.commitTo(step[1], step[2] === 'own file' ? step[1] : 'shared')]);
      case 'force back': {
        const before = tip(step[1]);
        const [after] = before === undefined ? [] : model.history.get(before).parents;
        return after === undefined ? SKIPPED : this.push([{ branch: step[1], before, after }]);
      }
      case 'force to master':
        return this.push([{ branch: step[1], before: tip(step[1]), after: tip(DEFAULT_BRANCH) }]);
      case 'delete':
        return this.push([{ branch: step[1], before: tip(step[1]), after: undefined }]);
      case 'create':
        if (tip(step[1]) !== undefined || tip(step[2]) === undefined) return SKIPPED;
        return this.push([{ branch: step[1], before: undefined, after: tip(step[2]) }]);
      case 'open': {
        const [, head, base] = step;
        const title = `From ${head} to ${base}`;
        const { status } = model.open(head, base, title);
        return [status, await product.call('post', '', { title, head, base })];
      }
      case 'rename':
        return [model.rename(step[1], step[2]).status, await product.edit(step[1], { title: step[2] })];
      case 'close':
        return [model.close(step[1]).status, await product.edit(step[1], { state: 'closed' })];
      case 'reopen':
        return [model.reopen(step[1]).status, await product.edit(step[1], { state: 'open' })];
      case 'comment on':
        return [
          model.comment(step[1]).status,
          await product.call('post', `/${step[1]}/comments`, { body: 'Hm.' }),
        ];
      case 'merge': {
        const [, iid, method, end] = step;
        const { status, merged } = model.merge(iid, method);
        const fields = { merge_method: method, prune_source_branch: end === 'prune' };
        const answer = await product.call('put', `/${iid}/merge`, fields);
        if (merged && answer === 200) await this.followMerge(iid, merged, end === 'prune');
        return [status, answer];
      }
      case 'merge by hand': {
        const [, source, into, how] = step;
        const move = await this.mergeByHand(tip(source), into, how === '--ff');
        return move === null ? SKIPPED : this.push([move]);
      }
      case 'commit and merge in one push': {
        const [, source, into] = step;
        if (source === into || tip(source) === undefined) return SKIPPED;
        const commit = await this.commitTo(source, source);
        const merge = await this.mergeByHand(commit.after, into, false);
        return merge === null ? SKIPPED : this.push([commit, merge]);
      }
    }
  }

  /** Git reports the refs of a push by name. */
  private async push(wanted: readonly Move[]): Promise<readonly ['pushed', 'pushed']> {
    const moves = wanted
      .filter(({ before, after }) => before !== after)
      .sort((a, b) => (a.branch < b.branch ? -1 : 1));
    if (moves.length > 0) await this.product.push(moves);
    this.model.push(moves);
    return ['pushed', 'pushed'];
  }

  /** On a branch that is gone: on a new one from the default branch. */
  private async commitTo(name: string, file: string): Promise<Move> {
    const before = this.model.branches.get(name);
    const parent = before ?? this.model.branches.get(DEFAULT_BRANCH) ?? '';
    const files = new Map(this.model.history.get(parent).files).set(file, `${name} ${this.made}\n`);
    return { branch: name, before, after: await this.commit([parent], files) };
  }

  /** As `git merge` does it; a conflict is settled in favour of the target. Null when there is nothing to merge. */
  private async mergeByHand(theirs: string | undefined, into: string, isForward: boolean) {
    const { branches, history } = this.model;
    const before = branches.get(into);
    if (theirs === undefined || before === undefined || history.has(before, theirs)) return null;
    if (isForward && history.has(theirs, before)) return { branch: into, before, after: theirs };
    const files = history.merge(before, theirs) ?? history.get(before).files;
    return { branch: into, before, after: await this.commit([before, theirs], files) };
  }

  private async commit(parents: readonly string[], files: Files): Promise<string> {
    this.made += 1;
    const sha = await this.product.commit({ number: this.made, parents, files });
    this.model.history.add(sha, { parents, files });
    return sha;
  }

  private async makeBranches(): Promise<void> {
    const root = await this.commit([], new Map([['shared', 'root\n']]));
    const master = await this.commit([root], new Map([['shared', 'second\n']]));
    const { history } = this.model;
    const moves: Move[] = [{ branch: DEFAULT_BRANCH, before: undefined, after: master }];
    for (const name of ['dev', 'a', 'z']) {
      const files = new Map(history.get(master).files).set(name, `${name}\n`);
      moves.push({ branch: name, before: undefined, after: await this.commit([master], files) });
    }
    await this.push(moves);
    this.model.settle();
  }

  /** Finds what the server has made, and holds it against what it should have made. */
  private async followMerge(iid: number, merged: Merged, isPruned: boolean): Promise<void> {
    const { model } = this;
    const { source = '', target: into = '', head = '' } = model.request(iid) ?? {};
    const before = model.branches.get(into);
    const after = merged.outcome === 'commits' ? await this.adopt(into, merged) : head;
    const moves: Move[] = [{ branch: into, before, after }];
    if (isPruned && source !== DEFAULT_BRANCH) moves.push({ branch: source, before: head, after: undefined });
    model.push(moves, iid);
  }

  private async adopt(into: string, { files, parents }: Merged & { outcome: 'commits' }): Promise<string> {
    const newest = await this.product.newest(into, files.length);
    let next = parents;
    for (const [index, made] of files.entries()) {
      const { sha = '', shape = 'nothing' } = newest[index] ?? {};
      const expected = `tree ${treeSha(made)} of ${next.join(' ')}`;
      if (shape !== expected) throw new Error(`the merge has made ${shape} and not ${expected}`);
      this.model.history.add(sha, { parents: next, files: made });
      next = [sha];
    }
    return next[0] ?? '';
  }
}

const SKIPPED = ['skipped', 'skipped'] as const;
