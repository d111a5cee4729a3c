import type { Clone } from '../git/clone.js';
import type { Call } from '../http/inbox.js';
import { start, type Started, type StartOptions } from '../server/start.js';

export const PULLS = '/api/v5/repos/demo/demo/pulls';

/** What tells of merge requests and of what moves with them. */
export const ALL_EVENTS = { push_events: true, merge_requests_events: true };

/** The parts of a Merge Request Hook and a Push Hook that tests look at. */
export interface SentPayload {
  readonly ref?: string;
  readonly before?: string;
  readonly after?: string;
  readonly user?: { readonly username: string };
  readonly object_attributes?: Readonly<Record<string, unknown>> & {
    readonly iid: number;
    readonly action: string;
    readonly last_commit: { readonly id: string };
  };
}

/** A delivery in a word or two: `push master`, `delete feature`, `!1 open`. */
function inWords({ body, headers }: Call): string {
  const { ref = '', after = '', object_attributes: request } = body as SentPayload;
  if (headers['x-atomgit-event'] === 'Merge Request Hook') return `!${request?.iid} ${request?.action}`;
  return `${/^0+$/.test(after) ? 'delete' : 'push'} ${ref.replace('refs/heads/', '')}`;
}

/** Everything that was sent since somebody last looked, in order, in words. */
export async function eventLines({ settled, inbox }: Started): Promise<string[]> {
  await settled();
  return inbox.rest().map(inWords);
}

/** The same in full. */
export async function sent({ settled, inbox }: Started): Promise<SentPayload[]> {
  await settled();
  return inbox.rest().map(({ body }) => body as SentPayload);
}

/** What a request's payload says of it. */
export const attributesOf = (payload: SentPayload | undefined) => payload?.object_attributes;

interface Feature {
  readonly branch?: string;
  readonly from?: string;
}

/** A branch of its own with a commit that writes a file named like it; pushed. @returns the commit's sha */
export async function pushFeature(
  work: Clone,
  { branch = 'feature', from = 'origin/master' }: Feature = {},
): Promise<string> {
  const script = `git checkout --quiet -B "$1" "$2"
    echo one > "$3"
    git add -- "$3"
    git commit --quiet --allow-empty --message "Write $3"
    git push --quiet origin "HEAD:refs/heads/$1"`;
  await work.shell(script, branch, from, `${branch.replaceAll('/', '-')}.txt`);
  return work.sha();
}

/** By default of `feature` into `master`. @returns its number */
export async function openRequest({ api }: Started, fields: object = {}): Promise<number> {
  const { body } = await api
    .post(PULLS)
    .send({ title: 'A feature', head: 'feature', base: 'master', ...fields })
    .expect(200);
  return Number(body.number);
}

/** A server whose inbox gets all events, a clone, and a pushed branch `feature` with one commit; all events are sent. */
export async function startWithFeature(options: StartOptions = {}) {
  const server = await start({ hook: ALL_EVENTS, ...options });
  const work = await server.clone();
  const head = await pushFeature(work);
  await eventLines(server);
  return { ...server, work, head };
}

/** The same with request !1 of `feature` into `master`. */
export async function startWithRequest(fields: object = {}, options: StartOptions = {}) {
  const server = await startWithFeature(options);
  await openRequest(server, fields);
  await eventLines(server);
  return server;
}

export async function pull({ api }: Started, number = 1) {
  const { body } = await api.get(`${PULLS}/${number}`).expect(200);
  return body;
}

/** What a refused call must leave alone: refs, requests and labels; and what was sent, which has to be nothing. */
export async function everything(server: Started): Promise<unknown> {
  const calls = await eventLines(server);
  const { body } = await server.api
    .get(`${PULLS}?per_page=100`)
    .set('PRIVATE-TOKEN', 'atomgit-token')
    .expect(200);
  return { calls, refs: await server.refs(), requests: body };
}
