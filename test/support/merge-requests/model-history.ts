import { createHash } from 'node:crypto';

/** Names to contents. No file ever goes, and each holds one line: two changes of one file conflict unless they are equal. */
export type Files = ReadonlyMap<string, string>;

export interface ModelCommit {
  readonly parents: readonly string[];
  readonly files: Files;
}

/** What a merge leads to. Commits that are yet to be made come oldest first; the first one's parents are in the history. */
export type Merged =
  | { readonly outcome: 'conflict' | 'nothing to merge' }
  | { readonly outcome: 'fast forward'; readonly tip: string }
  | { readonly outcome: 'commits'; readonly files: readonly Files[]; readonly parents: readonly string[] };

/** All commits that anybody has made, and what git makes of them: worked out here, not asked. */
export class ModelHistory {
  private readonly commits = new Map<string, ModelCommit>();

  add(sha: string, commit: ModelCommit): void {
    this.commits.set(sha, commit);
  }

  get(sha: string): ModelCommit {
    const commit = this.commits.get(sha);
    if (commit === undefined) throw new Error(`the model has no commit ${sha}`);
    return commit;
  }

  /** Itself, and everything behind it. */
  reachable(sha: string | undefined): ReadonlySet<string> {
    const seen = new Set<string>();
    const next = sha === undefined ? [] : [sha];
    for (let one = next.pop(); one !== undefined; one = next.pop()) {
      if (seen.has(one)) continue;
      seen.add(one);
      next.push(...this.get(one).parents);
    }
    return seen;
  }

  has(sha: string | undefined, older: string): boolean {
    return this.reachable(sha).has(older);
  }

  /** What `tip` reaches and `excluded` does not, in the order in which git replays it. */
  between(excluded: string | undefined, tip: string): string[] {
    const known = this.reachable(excluded);
    const inside = [...this.reachable(tip)].filter((sha) => !known.has(sha));
    const children = new Map(inside.map((sha) => [sha, 0]));
    const eachParent = (sha: string, work: (parent: string, count: number) => void) => {
      for (const parent of this.get(sha).parents) {
        const count = children.get(parent);
        if (count !== undefined) work(parent, count);
      }
    };
    for (const sha of inside) eachParent(sha, (parent, count) => children.set(parent, count + 1));
    const order: string[] = [];
    const ready = inside.includes(tip) ? [tip] : [];
    for (let sha = ready.pop(); sha !== undefined; sha = ready.pop()) {
      order.push(sha);
      eachParent(sha, (parent, count) => {
        children.set(parent, count - 1);
        if (count === 1) ready.push(parent);
      });
    }
    return order.reverse();
  }

  /** Null when the two conflict. */
  merge(ours: string, theirs: string): Files | null {
    const merged = threeWay(this.baseFiles([ours, theirs]), this.get(ours).files, this.get(theirs).files);
    return merged.conflicts.length === 0 ? merged.files : null;
  }

  mergeCommit(ours: string, theirs: string): Merged {
    if (this.has(ours, theirs)) return { outcome: 'nothing to merge' };
    const files = this.merge(ours, theirs);
    if (files === null) return { outcome: 'conflict' };
    return { outcome: 'commits', files: [files], parents: [ours, theirs] };
  }

  squash(ours: string, theirs: string): Merged {
    const merged = this.mergeCommit(ours, theirs);
    return merged.outcome === 'commits' ? { ...merged, parents: [ours] } : merged;
  }

  rebase(ours: string, theirs: string): Merged {
    const all = this.between(ours, theirs);
    if (all.length === 0) return { outcome: 'nothing to merge' };
    const isLine = all.every(
      (sha, index) => this.get(sha).parents.join() === (index === 0 ? ours : all[index - 1]),
    );
    if (isLine) return { outcome: 'fast forward', tip: theirs };
    const dropped = new Set(this.between(theirs, ours).map((sha) => this.change(sha)));
    const made: Files[] = [];
    for (const sha of all) {
      const { parents, files } = this.get(sha);
      const onto = made.at(-1) ?? this.get(ours).files;
      if (parents.length > 1 || dropped.has(this.change(sha))) continue;
      const picked = threeWay(this.get(parents[0] ?? '').files, onto, files);
      if (picked.conflicts.length > 0) return { outcome: 'conflict' };
      if (treeSha(picked.files) !== treeSha(onto)) made.push(picked.files);
    }
    if (made.length === 0) return { outcome: 'nothing to merge' };
    return { outcome: 'commits', files: made, parents: [ours] };
  }

  /** What a commit changes, the same for commits that git takes for one another; a merge's is its own. */
  private change(sha: string): string {
    const { parents, files } = this.get(sha);
    if (parents.length !== 1) return sha;
    const before = this.get(parents[0] ?? '').files;
    const changed = [...files].filter(([name, content]) => before.get(name) !== content);
    return changed
      .map(([name, content]) => `${name}: ${before.get(name)} to ${content}`)
      .sort()
      .join();
  }

  /** Where there are several merge bases, what they make together, as git's recursive merge has it. */
  private baseFiles(tips: readonly [string, string]): Files {
    const [one, other] = tips.map((tip) => this.reachable(tip));
    const common = [...(one ?? [])].filter((sha) => other?.has(sha));
    const isBest = (sha: string) => common.every((younger) => younger === sha || !this.has(younger, sha));
    const [first, ...others] = common.filter(isBest);
    if (first === undefined) return new Map();
    let files = this.get(first).files;
    for (const base of others) {
      files = threeWay(this.baseFiles([first, base]), files, this.get(base).files).files;
    }
    return files;
  }
}

/** @returns a conflicting file with a content that nothing else has */
function threeWay(base: Files, ours: Files, theirs: Files) {
  const files = new Map<string, string>();
  const conflicts: string[] = [];
  for (const name of new Set([...ours.keys(), ...theirs.keys()])) {
    const [before, one, other] = [base, ours, theirs].map((side) => side.get(name));
    const isConflict = one !== other && one !== before && other !== before;
    if (isConflict) conflicts.push(name);
    files.set(name, isConflict ? `<${one}|${other}>` : ((one === before ? other : one) ?? ''));
  }
  return { files, conflicts };
}

/** As git would name it. */
export function treeSha(files: Files): string {
  const entries = [...files].sort(([a], [b]) => (a < b ? -1 : 1));
  const content = entries.map(([name, text]) =>
    Buffer.concat([Buffer.from(`100644 ${name}\0`), objectId('blob', Buffer.from(text))]),
  );
  return objectId('tree', Buffer.concat(content)).toString('hex');
}

function objectId(type: string, content: Buffer): Buffer {
  return createHash('sha1').update(`${type} ${content.length}\0`).update(content).digest();
}
