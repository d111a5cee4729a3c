import { expect, test } from 'vitest';
import { addUser, as, fork, owner, REPOS } from '../support/merge-requests/forks.js';
import { Inbox, type Call } from '../support/http/inbox.js';
import { PULLS, pushFeature } from '../support/merge-requests/merge-requests.js';
import { deadUrls, urlsIn } from '../support/http/payload-urls.js';
import { start, type Started } from '../support/server/start.js';

const DEMO = `${REPOS}/demo/demo`;
const EVERYTHING = {
  push_events: true,
  tag_push_events: true,
  note_events: true,
  merge_requests_events: true,
};
const KINDS = [
  'Push Hook',
  'Tag Push Hook',
  'Merge Request Hook update',
  'Merge Request Hook open',
  'Merge Request Hook close',
  'Merge Request Hook reopen',
  'Merge Request Hook merge',
  'Note Hook Commit',
  'Note Hook MergeRequest',
];
/** Of all addresses that are shown, with names and numbers left out. */
const SHAPES = [
  '/<repository>',
  '/<repository>.git',
  '/<repository>/commits/<sha>',
  '/<repository>/commits/<sha>#note_<id>',
  '/<repository>/commits/detail/<sha>',
  '/<repository>/commits/detail/<sha>#note_<id>',
  '/<repository>/merge_requests/<number>',
  '/<repository>/merge_requests/<number>#note_<id>',
];

type Json = Readonly<Record<string, unknown>>;

/** What a delivery tells of, as far as that decides which addresses it shows. */
function kindOf({ headers, body }: Call): string {
  const event = headers['x-atomgit-event'] ?? headers['x-gitcode-event'] ?? '';
  const { action, noteable_type: noteable } = ((body as Json)['object_attributes'] ?? {}) as Json;
  return [event, action ?? noteable].filter((word) => typeof word === 'string').join(' ');
}

const shapeOf = (url: string, publicUrl: string) =>
  url
    .slice(publicUrl.length)
    .replace(/note_\w+$/, 'note_<id>')
    .replace(/[0-9a-f]{40}/, '<sha>')
    .replace(/^\/(demo|bob)\/demo/, '/<repository>')
    .replace(/merge_requests\/\d+/, 'merge_requests/<number>');

/** Comments of both kinds, on everything that can be commented on. */
async function comment({ api }: Started, sha: string): Promise<void> {
  for (const path of [`commits/${sha}`, 'pulls/1', 'pulls/2']) {
    const at = `${DEMO}/${path}/comments`;
    await api.post(at).set(as('bob')).send({ body: 'Hm' }).expect(200);
    await api.post(at).set(owner).send({ body: 'On a line', path: 'feature.txt', position: 1 }).expect(200);
  }
}

/** Whatever webhooks tell of: in demo/demo, and in a fork of it. */
async function letEverythingHappen(server: Started): Promise<void> {
  const { api, clone } = server;
  await addUser(server, 'bob');
  await api.put(`${DEMO}/collaborators/bob`).set(owner).send({ permission: 'push' }).expect(200);
  await fork(server, 'bob').expect(200);
  const work = await clone();
  await pushFeature(work);
  await work.git('tag', '--annotate', '--message', 'one', 'v1');
  await work.push('v1', 'HEAD:refs/tags/plain', 'HEAD:gone');
  await work.push(':v1', ':gone');
  const sha = await pushFeature(await clone('bob/demo'));
  const open = (fields: Json) =>
    api
      .post(PULLS)
      .set(as('bob'))
      .send({ base: 'master', ...fields })
      .expect(200);
  await open({ title: 'Ours', head: 'feature', assignees: 'atomgit', testers: 'bob', labels: 'bug' });
  await open({ title: 'From a fork', head: 'bob:feature', assignees: 'bob', milestone_number: 1 });
  await comment(server, sha);
  for (const number of [1, 2]) {
    const edit = (fields: Json) => api.patch(`${PULLS}/${number}`).set(owner).send(fields).expect(200);
    for (const fields of [{ title: 'Better' }, { state: 'closed' }, { state: 'open' }]) await edit(fields);
  }
  await api.put(`${PULLS}/2/merge`).set(as('bob')).send({ merge_method: 'squash' }).expect(200);
}

test('every address in payloads works, for every event and dialect', async () => {
  const publicUrl = 'https://git.example/under/a/path';
  const server = await start({ settings: { publicUrl } });
  const { api, inbox, localUrl } = server;
  const production = await Inbox.open();
  const receivers = [
    { url: inbox.url, dialect: 'documented' },
    { url: production.url, dialect: 'gitcode' },
  ];
  const ids: number[] = [];
  for (const fields of receivers) ids.push(await server.hook({ ...EVERYTHING, ...fields }));
  await letEverythingHappen(server);
  for (const id of ids) await api.post(`${DEMO}/hooks/${id}/tests`).set(owner).expect(204);
  await server.settled();

  const shapes = new Set<string>();
  for (const { history } of [inbox, production]) {
    expect(new Set(history.map(kindOf))).toEqual(new Set(KINDS));
    expect(
      await deadUrls(
        history.map(({ body }) => body),
        { publicUrl, localUrl },
      ),
    ).toEqual([]);
    for (const { body } of history)
      for (const url of urlsIn(body, publicUrl)) shapes.add(shapeOf(url, publicUrl));
  }
  expect(shapes).toEqual(new Set(SHAPES));
});
