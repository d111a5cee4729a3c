import { treeSha, type Merged, type ModelHistory } from './model-history.js';

export const METHODS = ['merge', 'squash', 'rebase'] as const;
export type Method = (typeof METHODS)[number];
export const DEFAULT_BRANCH = 'master';

interface ModelRequest {
  readonly iid: number;
  readonly source: string;
  readonly target: string;
  title: string;
  state: 'opened' | 'closed' | 'reopened' | 'merged';
  status: 'unchecked' | 'can_be_merged' | 'cannot_be_merged';
  head: string;
  base: string;
  mergeCommit: string | null;
}

/** Undefined where there is no branch. */
export interface Move {
  readonly branch: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** How a call is to be answered; a merge that is not refused says what to make. */
export interface Verdict {
  readonly status: number;
  readonly merged?: Merged;
}

const isOpen = ({ state }: ModelRequest): boolean => state === 'opened' || state === 'reopened';
const OK = { status: 200 };
const NOT_FOUND = { status: 404 };
const NOT_ALLOWED = { status: 405 };
const CONFLICT = { status: 409 };
const INVALID = { status: 422 };

/** What spec/behaviour.md says of one repository and its merge requests, small enough to be read beside it. */
export class MergeRequestModel {
  readonly branches = new Map<string, string>();
  readonly requests: ModelRequest[] = [];
  private eventLines: string[] = [];

  constructor(readonly history: ModelHistory) {}

  open(source: string, target: string, title: string): Verdict {
    const [head, base] = [this.branches.get(source), this.branches.get(target)];
    if (source === target || head === undefined || base === undefined) return INVALID;
    if (this.history.has(base, head)) return INVALID;
    if (this.twin(source, target)) return CONFLICT;
    const iid = this.requests.length + 1;
    const request: ModelRequest = {
      iid,
      source,
      target,
      title,
      state: 'opened',
      status: 'unchecked',
      head,
      base,
      mergeCommit: null,
    };
    this.requests.push(request);
    this.record(request, 'open');
    return OK;
  }

  rename(iid: number, title: string): Verdict {
    const request = this.request(iid);
    if (request === undefined) return NOT_FOUND;
    if (request.title === title) return OK;
    request.title = title;
    this.record(request, 'update');
    return OK;
  }

  close(iid: number): Verdict {
    const request = this.request(iid);
    if (request === undefined) return NOT_FOUND;
    if (request.state === 'merged') return NOT_ALLOWED;
    if (isOpen(request)) this.change(request, 'close', { state: 'closed' });
    return OK;
  }

  reopen(iid: number): Verdict {
    const request = this.request(iid);
    if (request === undefined) return NOT_FOUND;
    if (request.state === 'merged') return NOT_ALLOWED;
    if (isOpen(request)) return OK;
    const [head, base] = [this.branches.get(request.source), this.branches.get(request.target)];
    if (head === undefined || base === undefined || this.history.has(base, head)) return INVALID;
    if (this.twin(request.source, request.target)) return CONFLICT;
    this.change(request, 'reopen', { state: 'reopened', status: 'unchecked', head, base });
    return OK;
  }

  comment(iid: number): Verdict {
    const request = this.request(iid);
    if (request === undefined) return NOT_FOUND;
    this.eventLines.push(`note on !${iid} ${request.state}`);
    return OK;
  }

  /** Changes nothing: what comes of it is a push of the server's. */
  merge(iid: number, method: Method): Verdict {
    const request = this.request(iid);
    if (request === undefined) return NOT_FOUND;
    const base = this.branches.get(request.target);
    if (!isOpen(request) || request.title.startsWith('WIP') || base === undefined) return NOT_ALLOWED;
    const merged = this.merged(method, base, request.head);
    if (merged.outcome === 'conflict') return CONFLICT;
    return merged.outcome === 'nothing to merge' ? NOT_ALLOWED : { status: 200, merged };
  }

  /** One push. @param byMerge the request whose merge by the API it is */
  push(moves: readonly Move[], byMerge?: number): void {
    for (const { branch, after } of moves) {
      if (after === undefined) this.branches.delete(branch);
      else this.branches.set(branch, after);
    }
    for (const move of moves) {
      const into = this.requests.filter((request) => isOpen(request) && request.target === move.branch);
      const own = into.filter(({ iid }) => iid === byMerge);
      const arrived = into.filter((request) => !own.includes(request) && this.hasArrived(request, move));
      for (const request of into) request.status = 'unchecked';
      for (const request of own) this.arrive(request, move);
      this.tellPush(move);
      for (const request of arrived) this.arrive(request, move);
      for (const request of this.requests) {
        if (isOpen(request) && request.source === move.branch) this.follow(request, move);
      }
    }
    for (const move of moves) {
      const into = this.requests.filter((request) => isOpen(request) && request.target === move.branch);
      for (const request of into) if (this.hasArrived(request, move)) this.arrive(request, move);
    }
  }

  /** Makes the test merges. @returns the events sent since the last call */
  settle(): string[] {
    for (const request of this.requests.filter(isOpen)) {
      const base = this.branches.get(request.target);
      request.base = base ?? request.base;
      const isClean = base !== undefined && this.history.merge(base, request.head) !== null;
      request.status = isClean ? 'can_be_merged' : 'cannot_be_merged';
    }
    return this.eventLines.splice(0);
  }

  /** A line for each ref, with tree and parents where the server has made the commit. */
  refs(): string[] {
    const lines = [...this.branches].map(([branch, sha]) => `refs/heads/${branch} ${sha}`);
    for (const request of this.requests) {
      const { iid, head, base, status } = request;
      lines.push(`refs/merge-requests/${iid}/head ${head}`);
      const files = isOpen(request) && status === 'can_be_merged' ? this.history.merge(base, head) : null;
      if (files) lines.push(`refs/merge-requests/${iid}/merge tree ${treeSha(files)} of ${base} ${head}`);
    }
    return lines.sort();
  }

  /** What the API shows. */
  rows() {
    return this.requests.map((request) => ({
      number: request.iid,
      title: request.title,
      state: isOpen(request) ? 'open' : request.state,
      merged: request.state === 'merged',
      mergeable: isOpen(request) && request.status === 'can_be_merged',
      head: request.head,
      base: request.base,
      mergeCommit: request.mergeCommit,
    }));
  }

  request(iid: number): ModelRequest | undefined {
    return this.requests[iid - 1];
  }

  private merged(method: Method, base: string, head: string): Merged {
    if (method === 'squash') return this.history.squash(base, head);
    return method === 'rebase' ? this.history.rebase(base, head) : this.history.mergeCommit(base, head);
  }

  private twin(source: string, target: string): boolean {
    return this.requests.some((one) => isOpen(one) && one.source === source && one.target === target);
  }

  /** A source that moves in the same push sends its event first. */
  private hasArrived({ source, head }: ModelRequest, { before, after }: Move): boolean {
    const tip = this.branches.get(source) ?? head;
    return tip === head && this.history.has(after, head) && !this.history.has(before, head);
  }

  private arrive(request: ModelRequest, { before, after = '' }: Move): void {
    this.change(request, 'merge', {
      state: 'merged',
      status: 'can_be_merged',
      base: before ?? request.base,
      mergeCommit: after,
    });
  }

  private follow(request: ModelRequest, { after }: Move): void {
    if (after === undefined) this.change(request, 'close', { state: 'closed' });
    else this.change(request, 'update', { head: after, status: 'unchecked' });
  }

  private change(request: ModelRequest, action: string, changes: Partial<ModelRequest>): void {
    Object.assign(request, changes);
    this.record(request, action);
  }

  private record({ iid, state, status, head, title }: ModelRequest, action: string): void {
    this.eventLines.push(`!${iid} ${action}: ${state} ${status} ${head} ${title}`);
  }

  private tellPush({ branch, before, after }: Move): void {
    const excluded = before ?? (branch === DEFAULT_BRANCH ? undefined : this.branches.get(DEFAULT_BRANCH));
    const count = after === undefined ? 0 : this.history.between(excluded, after).length;
    this.eventLines.push(`push ${branch} ${before ?? 'none'}..${after ?? 'none'} (${count})`);
  }
}
