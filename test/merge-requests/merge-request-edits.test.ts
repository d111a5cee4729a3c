import { expect, test } from 'vitest';
import {
  attributesOf,
  everything,
  pull,
  PULLS,
  sent,
  startWithRequest,
  eventLines,
} from '../support/merge-requests/merge-requests.js';

const ONE = `${PULLS}/1`;

/** A time of the REST API as a Merge Request Hook shows it. */
const inHook = (time: unknown) => `${String(time).slice(0, 19)}Z`;

test('each edit sends one update that shows it, and an edit that changes nothing sends nothing', async () => {
  const server = await startWithRequest();
  const { api } = server;
  await api.post('/_mock/users').send({ login: 'bob' }).expect(201);
  const edits = [
    { edit: { title: 'Better' }, shown: { title: 'Better' } },
    { edit: { body: 'Why\n\nand how' }, shown: { description: 'Why\n\nand how' } },
    { edit: { body: '' }, shown: { description: '' } },
    { edit: { labels: 'bug,ready' }, shown: {} },
    { edit: { labels: '' }, shown: {} },
    { edit: { assignees: 'bob' }, shown: { assignee_id: 2 } },
    { edit: { assignees: 'atomgit,bob' }, shown: { assignee_id: 1 } },
    { edit: { assignees: '' }, shown: { assignee_id: null } },
    { edit: { testers: ['bob'] }, shown: {} },
    { edit: { milestone_number: 3 }, shown: { milestone_id: 3 } },
    { edit: { milestone_number: 0 }, shown: { milestone_id: null } },
    { edit: { draft: true }, shown: { title: 'WIP: Better', work_in_progress: true } },
    { edit: { draft: false }, shown: { title: 'Better', work_in_progress: false } },
    { edit: { squash: true }, shown: {} },
    { edit: { prune_source_branch: 'true' }, shown: {} },
    { edit: { title: 'Twice', body: 'x', labels: 'a' }, shown: { title: 'Twice', description: 'x' } },
  ];
  for (const { edit, shown } of edits) {
    const { body } = await api.patch(ONE).send(edit).expect(200);
    const [update, ...others] = await sent(server);
    expect({ edit, ...attributesOf(update) }).toMatchObject({
      edit,
      ...shown,
      action: 'update',
      state: 'opened',
      updated_at: inHook(body.updated_at),
    });
    expect(others).toEqual([]);
    await api.patch(ONE).send(edit).expect(200);
    expect({ edit, calls: await eventLines(server) }).toEqual({ edit, calls: [] });
  }
  await api.patch(ONE).send({}).expect(200);
  await api.patch(ONE).send({ state: 'open', unknown: 1 }).expect(200);
  expect(await eventLines(server)).toEqual([]);
});

test('a changed request is answered in the documented five keys, and then as where it is shown', async () => {
  const server = await startWithRequest();
  const { body } = await server.api.patch(ONE).type('form').send({ title: 'Better' }).expect(200);
  const { created_at: created, updated_at: updated } = body;
  expect(Object.keys(body).slice(0, 5)).toEqual(['title', 'body', 'state', 'created_at', 'updated_at']);
  const { body: shown } = await server.api.get(ONE).expect(200);
  expect(shown).toMatchObject({ title: 'Better', body: '' });
  const own = { state: 'opened', created_at: created, updated_at: updated };
  expect(body).toEqual({ ...shown, ...own });
  for (const time of [created, updated])
    expect(time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00$/);
  expect(Date.parse(updated)).toBeGreaterThan(Date.parse(created));
});

test('a title says that its request is a draft, in every form that people write', async () => {
  const server = await startWithRequest({ draft: true });
  const { api } = server;
  expect(await pull(server)).toMatchObject({ title: 'WIP: A feature', draft: true });
  const drafts = [
    'WIP: x',
    'wip: x',
    'WIP:x',
    'WIP x',
    '[WIP] x',
    '[wip]x',
    'Wip: [WIP] wip x',
    ' WIP: WIP: x',
  ];
  for (const title of drafts) {
    await api.patch(ONE).send({ title }).expect(200);
    const [update] = (await sent(server)).map(attributesOf);
    expect(update).toMatchObject({ title, work_in_progress: true });
    await api.patch(ONE).send({ draft: true }).expect(200);
    expect({ title, calls: await eventLines(server) }).toEqual({ title, calls: [] });
    await api.patch(ONE).send({ draft: 'false' }).expect(200);
    const [ready] = (await sent(server)).map(attributesOf);
    expect({ from: title, ...ready }).toMatchObject({ from: title, title: 'x', work_in_progress: false });
  }
  for (const title of ['WIPe out', 'wipx', 'x WIP', 'Not WIP: x', '(WIP) x', '[WIP x', 'WIP-x']) {
    await api.patch(ONE).send({ title }).expect(200);
    const [update] = (await sent(server)).map(attributesOf);
    expect(update).toMatchObject({ title, work_in_progress: false });
    expect(await pull(server)).toMatchObject({ title, draft: false });
  }
});

test('a call that cannot reopen a request does not edit it either', async () => {
  const server = await startWithRequest();
  const { api, work } = server;
  await work.push('--delete', 'feature');
  await eventLines(server);
  const before = await everything(server);
  await api.patch(ONE).send({ title: 'Back again', labels: 'new', state: 'open' }).expect(422);
  expect(await everything(server)).toEqual(before);
});

test('a title that is nothing but the mark of a draft keeps it, because a request needs a title', async () => {
  const server = await startWithRequest();
  const { api } = server;
  await api.patch(ONE).send({ title: '[WIP]' }).expect(200);
  await eventLines(server);
  const before = await everything(server);
  const { body } = await api.patch(ONE).send({ draft: false }).expect(422);
  expect(body.error_message).toContain('title');
  expect(await everything(server)).toEqual(before);
});

test('a title that is shown can be sent back, also when the mark of a draft makes it as long as it gets', async () => {
  const server = await startWithRequest();
  await server.api
    .patch(ONE)
    .send({ title: 'x'.repeat(255) })
    .expect(200);
  await server.api.patch(ONE).send({ draft: true });
  const { title } = await pull(server);
  const { body } = await server.api.patch(ONE).send({ title });
  expect(body).toMatchObject({ title });
});
