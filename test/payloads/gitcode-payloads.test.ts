import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import type { Clone } from '../support/git/clone.js';
import type { Call } from '../support/http/inbox.js';
import { start, type Started } from '../support/server/start.js';

const EVERYTHING = {
  push_events: true,
  tag_push_events: true,
  note_events: true,
  merge_requests_events: true,
  dialect: 'gitcode',
};
const REQUESTS = '/api/v5/repos/demo/demo/pulls';
const ZEROS = '0'.repeat(40);

type Json = Readonly<Record<string, unknown>>;

const json = ({ body }: Call) => body as Json;

/** A delivery of production as it was seen, with other names and addresses. */
const captured = async (name: string): Promise<Json> =>
  JSON.parse(await readFile(new URL(`gitcode/${name}.json`, import.meta.url), 'utf8'));

const typeOf = (value: unknown): string =>
  value === null ? 'null' : Array.isArray(value) ? 'list' : typeof value;

/** Where `sent` lacks what was captured, or has it in another type. What was captured as null says nothing of its type. */
function differences(sent: unknown, seen: unknown, at = ''): string[] {
  if (seen === null) return sent === undefined ? [`${at} is missing`] : [];
  if (typeOf(sent) !== typeOf(seen)) return [`${at} is ${typeOf(sent)}, was ${typeOf(seen)}`];
  if (Array.isArray(seen))
    return seen.length === 0 ? [] : differences((sent as unknown[])[0], seen[0], `${at}[0]`);
  if (typeof seen !== 'object') return [];
  return Object.entries(seen).flatMap(([key, value]) =>
    differences((sent as Json)[key], value, `${at}.${key}`),
  );
}

const added = (sent: unknown, seen: unknown): string[] =>
  Object.keys(sent as object)
    .filter((key) => !Object.hasOwn(seen as object, key))
    .sort();

/** Adds a file for the next commit. */
async function put(work: Clone, path: string): Promise<void> {
  const file = join(work.folder, path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, 'one\n');
  await work.git('add', path);
}

/** A request from a new branch. @returns its number and the two shas */
async function opened({ api, clone }: Started) {
  const work = await clone();
  const base = await work.commit('base');
  await work.push();
  await work.git('switch', '-c', 'topic');
  const head = await work.commit('topic');
  await work.push('topic');
  const { body } = await api.post(REQUESTS).send({ title: 'New', head: 'topic', base: 'master' }).expect(200);
  return { work, base, head, number: Number(body.number ?? body.iid) };
}

test('a push in the dialect of production has the captured fields and the changed files of each commit', async () => {
  const server = await start({ hook: EVERYTHING });
  const { inbox, hookId, clone, url } = server;
  const work = await clone();
  await put(work, 'new.txt');
  await work.git('rm', '-q', 'README.md');
  const sha = await work.commit(
    `add and remove\n\nCo-authored-by:${' '.repeat(100_000)}x\nCo-authored-by: Ann <ann@example.com>`,
  );
  await work.git('push', '-q', '-o', 'ci.skip', '-o', 'two words', 'origin', 'master');
  const call = await inbox.next();
  const sent = json(call);
  const seen = await captured('push');
  expect(differences(sent, seen)).toEqual([]);
  expect(added(sent, seen)).toEqual(['hook_id', 'hook_type']);
  expect(sent).toMatchObject({
    event_name: 'push',
    checkout_sha: sha,
    git_commit_no: sha,
    git_branch: 'master',
    user_username: 'atomgit',
    push_options: ['ci.skip', 'two words'],
    uuid: call.headers['x-gitcode-delivery'],
    hook_id: hookId,
    project: { path_with_namespace: 'demo/demo', default_branch: 'master', namespace: 'demo' },
    commits: [
      {
        id: sha,
        url: `${url}/demo/demo/commits/detail/${sha}`,
        timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
        added: ['new.txt'],
        removed: ['README.md'],
        modified: [],
        cooperate_authors: [{ name: 'Ann', email: 'ann@example.com' }],
      },
    ],
  });
  await work.git('push', '-q', 'origin', 'master:gone');
  await work.git('push', '-q', 'origin', ':gone');
  const [, deletion] = await inbox.several(2);
  expect(deletion?.body).toMatchObject({ after: ZEROS, checkout_sha: null, commits: [] });
});

test('unusual path names and the first commit of a repository are sent unchanged', async () => {
  const { inbox, api, clone, hook } = await start({ settings: { seed: 'none' } });
  await api.post('/api/v5/user/repos').send({ name: 'fresh' }).expect(200);
  await hook({ url: inbox.url, dialect: 'gitcode' }, '/api/v5/repos/atomgit/fresh/hooks');
  const work = await clone('atomgit/fresh');
  await work.git('switch', '-q', '-c', 'main');
  await put(work, '目录/a "b"\n.txt');
  await work.commit('first');
  await work.push('main');
  expect(json(await inbox.next())).toMatchObject({
    project: { default_branch: 'main' },
    commits: [{ added: ['目录/a "b"\n.txt'], modified: [], removed: [] }],
  });
});

test('a tag in the dialect of production brings the commit that it comes to', async () => {
  const { inbox, clone } = await start({ hook: EVERYTHING });
  const work = await clone();
  const sha = await work.sha();
  await work.git('tag', '-a', '-m', 'the first', 'v1');
  await work.git('push', '-q', 'origin', 'v1');
  const sent = json(await inbox.next());
  expect(differences(sent, await captured('push'))).toEqual([]);
  expect(sent).toMatchObject({
    object_kind: 'tag_push',
    event_name: 'tag_push',
    base_ref: 'refs/heads/master',
    checkout_sha: sha,
    message: 'the first',
    total_commits_count: 1,
    commits: [{ id: sha, modified: ['README.md'] }],
  });
  expect(sent['after']).not.toBe(sha);
  await work.git('push', '-q', 'origin', ':v1');
  expect(json(await inbox.next())).toMatchObject({
    checkout_sha: null,
    base_ref: null,
    commits: [],
    total_commits_count: 0,
  });
});

test('the life of a merge request in the dialect of production has the captured fields and the changes', async () => {
  const server = await start({ hook: { ...EVERYTHING, push_events: false } });
  const { api, inbox } = server;
  const { work, base, head, number } = await opened(server);
  const call = await inbox.next();
  const sent = json(call);
  const seen = await captured('merge-request-open');
  expect(differences(sent, seen)).toEqual([]);
  expect(added(sent, seen)).toEqual(['event_name', 'merge_request']);
  expect(added(sent['object_attributes'], seen['object_attributes'])).toEqual([]);
  expect(added(sent['changes'], seen['changes'])).toEqual([]);
  expect(sent).toMatchObject({
    event_name: 'merge_request_open',
    git_target_branch_commit_no: base,
    uuid: `${number}_${call.headers['x-gitcode-delivery']}`,
    changes: { title: { previous: null, current: 'New' }, state: { previous: null, current: 'opened' } },
    object_attributes: { oldrev: '', target_branch_commit: { id: base }, last_commit: { id: head } },
  });
  expect(sent['merge_request']).toEqual(sent['object_attributes']);

  const next = await work.commit('more');
  await work.push('topic');
  const update = json(await inbox.next());
  expect(differences(update['object_attributes'], seen['object_attributes'])).toEqual([]);
  expect(update).toMatchObject({
    event_name: 'merge_request_update',
    object_attributes: { oldrev: head, last_commit: { id: next } },
  });

  const changed = async (fields: object) => {
    await api.patch(`${REQUESTS}/${number}`).send(fields).expect(200);
    return json(await inbox.next());
  };
  expect(await changed({ title: 'Newer', labels: 'bug' })).toMatchObject({
    event_name: 'merge_request_update',
    object_attributes: { oldrev: '' },
    labels: [{ title: 'bug' }],
    changes: {
      title: { previous: 'New', current: 'Newer' },
      labels: { previous: [], current: ['bug'] },
    },
  });
  await api.post('/_mock/users').send({ login: 'ann' }).expect(201);
  await api.post(`${REQUESTS}/${number}/reviewers`).send({ reviewers: 'ann' }).expect(200);
  expect(json(await inbox.next())).toMatchObject({
    object_attributes: { reviewer_list: [{ username: 'ann' }], assignee_list: [] },
  });
  expect(await changed({ state: 'closed' })).toMatchObject({
    event_name: 'merge_request_close',
    changes: { state: { previous: 'opened', current: 'closed' } },
  });
  expect(await changed({ state: 'open' })).toMatchObject({
    event_name: 'merge_request_reopen',
    object_attributes: { state: 'opened' },
    changes: { state: { previous: 'closed', current: 'opened' } },
  });
  await api.put(`${REQUESTS}/${number}/merge`).send({}).expect(200);
  expect(json(await inbox.next())).toMatchObject({
    event_name: 'merge_request_merge',
    object_attributes: {
      state: 'merged',
      merge_user_id: 1,
      merge_commit_sha: expect.stringMatching(/^[0-9a-f]{40}$/),
    },
    changes: { state: { previous: 'opened', current: 'merged' } },
  });
});

test('a comment on a request and on a commit in the dialect of production has the captured fields', async () => {
  const server = await start({ hook: { ...EVERYTHING, push_events: false, merge_requests_events: false } });
  const { api, inbox, url } = server;
  const { head, number } = await opened(server);
  await api.put('/_mock/clock').send({ now: '2030-01-01T00:00:00Z', frozen: true }).expect(200);
  await api.post(`${REQUESTS}/${number}/comments`).send({ body: 'Look' }).expect(200);
  const sent = json(await inbox.next());
  const seen = await captured('note-on-merge-request');
  expect(differences(sent, seen)).toEqual([]);
  expect(added(sent, seen)).toEqual([]);
  expect(added(sent['object_attributes'], seen['object_attributes'])).toEqual([]);
  expect(added(sent['merge_request'], seen['merge_request'])).toEqual([]);
  const { discussion_id: discussion } = sent['object_attributes'] as Json;
  expect(sent).toMatchObject({
    object_attributes: {
      note: 'Look',
      description: 'Look',
      url: `${url}/demo/demo/merge_requests/${number}#note_${String(discussion)}`,
    },
    // Captured equal: the comment is the latest change of the request.
    merge_request: { updated_at: (sent['object_attributes'] as Json)['created_at'] },
  });
  await api.post(`/api/v5/repos/demo/demo/commits/${head}/comments`).send({ body: 'Hm' }).expect(200);
  const onCommit = json(await inbox.next());
  const { merge_request: _, ...common } = seen;
  expect(differences(onCommit, common)).toEqual(['.object_attributes.noteable_id is null, was number']);
  expect(onCommit).toMatchObject({
    object_attributes: { noteable_type: 'Commit', noteable_id: null, commit_id: head },
    commit: { id: head },
  });
});
