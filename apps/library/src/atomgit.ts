import { ServerClock } from './control/clock.js';
import {
  Deliveries,
  type Delivery,
  type DeliveryFilter,
  type DeliverySummary,
  type Expected,
  type ListedDelivery,
} from './control/deliveries.js';
import { Faults } from './control/faults.js';
import { tokenIn } from './control/seed-token.js';
import { Snapshot } from './control/snapshot.js';
import { Api, by, withQuery, type Call, type NewUser, type User } from './http/api.js';
import type { HttpResponse } from './http/http-response.js';
import { Inbox, type InboxOptions } from './inbox/inbox.js';
import type { DialectName, EventName } from './payloads.js';
import { Repository } from './repositories/repository.js';

/** @internal */
export interface Running {
  readonly url: string;
  readonly dataFolder: string;
  stop(): Promise<void>;
}

/** Options for creating a missing repository. */
export interface RepositoryOptions {
  readonly description?: string;
  readonly visibility?: 'public' | 'internal' | 'private';
  readonly default_branch?: string;
  /** Whether it begins with a README; true when left out. */
  readonly auto_init?: boolean;
  /** The kind of a missing owner; an organisation when left out. */
  readonly owner_kind?: 'user' | 'organisation';
  /** The login of its creator; created if missing. */
  readonly as?: string;
}

/** An event to deliver. */
export interface Trigger {
  /** The repository whose data it shows: `demo/demo`. */
  readonly repository: string;
  /** `push`, `tag_push`, `note`, `merge_request`, `issue` or `test_hook`. */
  readonly event: string;
  /** The dialect of each hook when left out. */
  readonly dialect?: DialectName;
  /** The only hook that gets it; all subscribed ones when left out. */
  readonly hook?: number;
  /** Or the address of a receiver. */
  readonly url?: string;
  /** New values by path in the payload. */
  readonly overrides?: Readonly<Record<string, unknown>>;
}

/** Expected deliveries. */
export interface Expectations {
  /** Each with conditions (`event`, `repository`, `hook`, `ref`, `status`, `body.<path>`) and `count`. */
  readonly expect: readonly Readonly<Record<string, unknown>>[];
  /** Whether they must come in this order. */
  readonly in_order?: boolean;
}

/**
 * A running AtomGit server and its controls for tests. Everything goes through the server's own HTTP API.
 * @example
 * await using atomgit = await startAtomGit();
 * const repo = await atomgit.repository('demo/demo');
 */
export class AtomGit implements AsyncDisposable {
  /** The server's clock. */
  readonly clock: ServerClock;
  /** Faults on demand. */
  readonly faults: Faults;
  /** The address for the program under test, without a trailing slash. */
  readonly url: string;
  private readonly api: Api;
  private readonly log: Deliveries;
  private readonly inboxes = new Set<{ close(): Promise<void> }>();
  private stopped: Promise<void> | undefined;
  private tokenAfterReset: string;

  /** @internal */
  constructor(
    private readonly running: Running,
    private readonly token: string,
  ) {
    this.url = running.url;
    this.tokenAfterReset = token;
    this.api = new Api(running.url, token);
    this.clock = new ServerClock(this.api);
    this.faults = new Faults(this.api);
    this.log = new Deliveries(this.api);
  }

  /** The folder of its database and bare repositories. */
  get dataFolder(): string {
    return this.running.dataFolder;
  }

  /**
   * A repository by its name, `owner/repo`; created with its owner if missing.
   * @throws ApiError 422 for an invalid name
   */
  async repository(name: string, { as, ...options }: RepositoryOptions = {}): Promise<Repository> {
    await this.api.json(`/_mock/repositories/${name}`, {
      method: 'PUT',
      body: { auto_init: true, ...options },
      ...by(as),
    });
    return new Repository(this.api, name, `${this.url}/${name}.git`);
  }

  /**
   * A user with their token; created if missing. An existing one stays as they are.
   * @example
   * const { token } = await atomgit.user('ada');
   */
  user(user: string | NewUser): Promise<User> {
    return this.api.user(typeof user === 'string' ? { login: user } : user);
  }

  /**
   * A receiver that records what it gets; it closes with the server.
   * @example
   * const inbox = await atomgit.inbox({ user: 'ci', password: 's3cret' });
   */
  async inbox<D extends DialectName = 'documented'>(options: InboxOptions<D> = {}): Promise<Inbox<D>> {
    const inbox = await Inbox.open(options);
    this.inboxes.add(inbox);
    return inbox;
  }

  /**
   * A call of the API, by `atomgit` or the user that `as` names.
   * @example
   * const response = await atomgit.fetch('/api/v5/user', { as: 'ada' });
   */
  fetch(path: string, call?: Call): Promise<HttpResponse> {
    return this.api.fetch(path, call);
  }

  /**
   * Waits for matching deliveries, past or future: one, or as many as `count`, oldest first.
   * @throws NotDelivered when they do not come in time; its message shows the closest deliveries
   * @example
   * const { body } = await atomgit.waitFor({ event: 'Push Hook', ref: 'refs/heads/feature', status: 'delivered' });
   */
  waitFor<E extends EventName>(expected: Expected<E> & { readonly count: number }): Promise<Delivery<E>[]>;
  waitFor<E extends EventName>(expected: Expected<E>): Promise<Delivery<E>>;
  async waitFor<E extends EventName>({
    count,
    ...expected
  }: Expected<E> & { readonly count?: number }): Promise<Delivery<E> | Delivery<E>[]> {
    const found = await this.log.wait(expected, count ?? 1);
    const [first] = found;
    return count === undefined && first !== undefined ? first : found;
  }

  /** The log, newest first; 1,000 at most unless `limit` says fewer. */
  deliveries<E extends EventName>(
    filter: DeliveryFilter<E> & { readonly limit?: number } = {},
  ): Promise<ListedDelivery<E>[]> {
    const { limit = 1_000, ...others } = filter;
    return this.log.list(others, limit);
  }

  /** One delivery in full: request, response and all attempts. */
  delivery(id: string): Promise<Delivery> {
    return this.log.get(id);
  }

  /**
   * Waits until no event, no delivery and no test merge is pending.
   * @throws ApiError 408 when that takes longer than `timeout`, `10s` when left out
   */
  async settle(
    options: { readonly timeout?: string; readonly repository?: string; readonly hook?: number } = {},
  ): Promise<void> {
    await this.api.json(withQuery('/_mock/settle', options), { method: 'POST' });
  }

  /** Restores the initial state: repositories, users, hooks, log, faults and clock. */
  async reset(): Promise<void> {
    await this.api.json('/_mock/reset', { method: 'POST' });
    this.api.useToken(this.tokenAfterReset);
  }

  /**
   * Replaces everything by a seed, given as an object or as text in YAML or JSON; later resets go back to it.
   * @throws ApiError 422 that names line and field; nothing has changed then
   * @example
   * await atomgit.seed({ repositories: [{ full_name: 'team/shop', commits: [{ files: { 'README.md': 'hi' } }] }] });
   */
  async seed(seed: string | object): Promise<void> {
    const body = typeof seed === 'string' ? seed : JSON.stringify(seed);
    const headers = { 'content-type': 'application/yaml' };
    await this.api.json('/_mock/seed', { method: 'PUT', headers, body });
    this.tokenAfterReset = typeof seed === 'object' ? tokenIn(seed) : this.token;
    this.api.useToken(this.tokenAfterReset);
  }

  /** Saves the current state under a name; replaces an earlier snapshot of that name. */
  snapshot(name = 'snapshot'): Promise<Snapshot> {
    return new Snapshot(this.api, name).take();
  }

  /**
   * Delivers an event that has not happened, made from a repository's newest data: see docs/testing.md.
   * @throws ApiError 422 for an override of a path that the payload lacks
   * @example
   * await atomgit.trigger({ repository: 'demo/demo', event: 'push', url: inbox.url, overrides: { user_name: 'Ann' } });
   */
  async trigger(order: Trigger): Promise<DeliverySummary[]> {
    const { items } = await this.api.json<{ items: DeliverySummary[] }>('/_mock/trigger', {
      method: 'POST',
      body: order,
    });
    return items;
  }

  /**
   * Checks the recorded deliveries: see docs/testing.md. Settle the server first.
   * @throws ApiError 406 whose message says what is missing, with the closest deliveries
   * @example
   * await atomgit.verify({ expect: [{ event: 'push', count: 1 }, { event: 'note', count: 0 }] });
   */
  verify(expectations: Expectations): Promise<unknown> {
    return this.api.json('/_mock/verify', { method: 'POST', body: expectations });
  }

  /** Lets deliveries under way finish, closes its inboxes and releases everything. A second call waits for the same. */
  stop(): Promise<void> {
    this.stopped ??= this.end();
    return this.stopped;
  }

  /** Stops it. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }

  private async end(): Promise<void> {
    try {
      await this.running.stop();
    } finally {
      await Promise.all([...this.inboxes].map((inbox) => inbox.close()));
    }
  }
}
