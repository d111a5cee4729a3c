import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Clone } from '../git/clone.js';
import type { Call } from '../http/inbox.js';
import { DEFAULT_BRANCH, type Move } from './merge-request-model.js';
import type { ModelCommit } from './model-history.js';
import type { Started } from '../server/start.js';

const EVENTS = { push_events: true, merge_requests_events: true, note_events: true };

/** One repository of the product, done to and looked at in the words of the model. */
export class ModelledRepository {
  private constructor(
    private readonly server: Started,
    private readonly work: Clone,
    private readonly name: string,
  ) {}

  static async create(server: Started, path: string, by: 'HTTP' | 'path'): Promise<ModelledRepository> {
    const { api, inbox, hook, bare, remote } = server;
    await api.post('/api/v5/user/repos').send({ name: path, default_branch: DEFAULT_BRANCH }).expect(200);
    const name = `atomgit/${path}`;
    await hook({ url: inbox.url, ...EVENTS }, `/api/v5/repos/${name}/hooks`);
    const work = await Clone.empty(by === 'HTTP' ? remote(name) : bare(name));
    // What the server commits is here without a fetch.
    await writeFile(join(work.folder, '.git/objects/info/alternates'), `${join(bare(name), 'objects')}\n`);
    return new ModelledRepository(server, work, name);
  }

  /** Makes a commit that has these files and no others, without a work tree. @returns its sha */
  async commit({ number, parents, files }: ModelCommit & { readonly number: number }): Promise<string> {
    const [from, merge] = parents;
    const stream = [
      `commit refs/scratch\nmark :1\ncommitter Ada <ada@example.com> ${1_700_000_000 + number} +0000\n`,
      `data <<END\nCommit ${number}\nEND\n`,
      from === undefined ? '' : `from ${from}\n`,
      merge === undefined ? '' : `merge ${merge}\n`,
      'deleteall\n',
      ...[...files].map(([name, text]) => `M 100644 inline ${name}\ndata ${text.length}\n${text}`),
      // So that the next one can have any parents, or none.
      `\nreset refs/scratch\nfrom ${'0'.repeat(40)}\n\nget-mark :1\n`,
    ];
    const [sha = ''] = await this.work.import(stream.join(''));
    return sha;
  }

  async push(moves: readonly Move[]): Promise<void> {
    const refs = moves.map(
      ({ branch, after }) => `${after === undefined ? '' : `+${after}`}:refs/heads/${branch}`,
    );
    await this.work.push(...refs);
  }

  /** @returns the status of the answer */
  async call(method: 'post' | 'patch' | 'put', path: string, fields: object): Promise<number> {
    const { status } = await this.server.api[method](`/api/v5/repos/${this.name}/pulls${path}`).send(fields);
    return status;
  }

  edit(iid: number, fields: object): Promise<number> {
    return this.call('patch', `/${iid}`, fields);
  }

  /** Everything that was sent since somebody last looked. */
  async eventLines(): Promise<string[]> {
    await this.server.settled();
    return this.server.inbox.rest().map(inWords);
  }

  /** A line for each ref, with tree and parents of a test merge. */
  async refs(): Promise<string[]> {
    const format = '--format=%(refname) %(objectname) %(tree) %(parent)';
    const lines = (await this.git('for-each-ref', format)).split('\n');
    return lines
      .map((line) => {
        const [ref = '', sha, tree, ...parents] = line.split(' ');
        return ref.endsWith('/merge') ? `${ref} tree ${tree} of ${parents.join(' ')}` : `${ref} ${sha}`;
      })
      .sort();
  }

  /** What the first parents of a branch lead to, oldest first. */
  async newest(branch: string, count: number) {
    const log = ['log', '--first-parent', '--reverse', `--max-count=${count}`, '--format=%H %T %P'];
    const lines = (await this.git(...log, `refs/heads/${branch}`)).split('\n');
    return lines.map((line) => {
      const [sha = '', tree, ...parents] = line.split(' ');
      return { sha, shape: `tree ${tree} of ${parents.join(' ')}` };
    });
  }

  /** The requests as the list has them, and one by one. */
  async rows() {
    const pulls = `/api/v5/repos/${this.name}/pulls`;
    const { body } = await this.server.api.get(`${pulls}?state=all&direction=asc&per_page=100`).expect(200);
    const listed: PullJson[] = body;
    const answers = listed.map(({ number }) => this.server.api.get(`${pulls}/${number}`).expect(200));
    const single = (await Promise.all(answers)).map((answer) => answer.body as PullJson);
    return { listed: listed.map(rowOf), single: single.map(rowOf) };
  }

  private git(...args: string[]): Promise<string> {
    return this.work.git(`--git-dir=${this.server.bare(this.name)}`, ...args);
  }
}

interface PullJson {
  readonly number: number;
  readonly title: string;
  readonly state: string;
  readonly merged: boolean;
  readonly mergeable: boolean;
  readonly head: { readonly sha: string };
  readonly base: { readonly sha: string };
  readonly merge_commit_sha: string | null;
}

const rowOf = (pull: PullJson) => ({
  number: pull.number,
  title: pull.title,
  state: pull.state,
  merged: pull.merged,
  mergeable: pull.mergeable,
  head: pull.head.sha,
  base: pull.base.sha,
  mergeCommit: pull.merge_commit_sha,
});

interface Payload {
  readonly object_kind: 'push' | 'merge_request' | 'note';
  readonly ref: string;
  readonly before: string;
  readonly after: string;
  readonly total_commits_count: number;
  readonly object_attributes: RequestPayload;
  readonly merge_request: RequestPayload;
}

interface RequestPayload {
  readonly iid: number;
  readonly action: string;
  readonly state: string;
  readonly merge_status: string;
  readonly title: string;
  readonly last_commit: { readonly id: string };
}

function inWords({ body, headers }: Call): string {
  const payload = body as Payload;
  const sha = (name: string) => (/^0+$/.test(name) ? 'none' : name);
  const event = headers['x-atomgit-event'];
  if (event === 'Push Hook') {
    const { ref, before, after, total_commits_count: count } = payload;
    return `push ${ref.replace('refs/heads/', '')} ${sha(before)}..${sha(after)} (${count})`;
  }
  if (event === 'Merge Request Hook') {
    const { iid, action, state, merge_status: status, last_commit: last, title } = payload.object_attributes;
    return `!${iid} ${action}: ${state} ${status} ${last.id} ${title}`;
  }
  return `note on !${payload.merge_request.iid} ${payload.merge_request.state}`;
}
