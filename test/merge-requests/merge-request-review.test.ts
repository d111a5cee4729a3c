import { expect, test } from 'vitest';
import {
  attributesOf,
  openRequest,
  pull,
  PULLS,
  sent,
  startWithRequest,
  eventLines,
} from '../support/merge-requests/merge-requests.js';
import type { Started } from '../support/server/start.js';

const ONE = `${PULLS}/1`;
const LABELS = `${ONE}/labels`;
const bob = { 'PRIVATE-TOKEN': 'bob-token' };

const addPeople = async ({ api }: Started) => {
  await api.post('/_mock/users').send({ login: 'Bob', name: 'Bob B.', token: 'bob-token' }).expect(201);
  await api.post('/_mock/users').send({ login: 'carol' }).expect(201);
};

const namesOf = (body: unknown) => (body as { name: string }[]).map(({ name }) => name);

test('labels are added, set, taken away and listed; each call that makes a difference sends one update', async () => {
  const server = await startWithRequest();
  const { api, url } = server;
  const labels = async () => namesOf((await api.get(LABELS).expect(200)).body);
  const update = ['!1 update'];

  const added = await api.post(LABELS).send(['bug', 'ui/ux 新']).expect(201);
  expect(namesOf(added.body)).toEqual(['bug', 'ui/ux 新']);
  expect(await eventLines(server)).toEqual(update);
  const { text, body } = await api.get(LABELS).expect(200);
  const more = { title: 'bug', type: null, textColor: '#FFFFFF' };
  expect(added.body[0]).toEqual({ ...JSON.parse(text)[0], ...more });
  expect(JSON.stringify(body[1])).toBe(
    JSON.stringify({
      id: 2,
      color: '#428BCA',
      name: 'ui/ux 新',
      repository_id: 1,
      url: `${url}/api/v5/repos/demo/demo/labels/ui%2Fux%20%E6%96%B0`,
      created_at: body[1].created_at,
      updated_at: body[1].created_at,
      text_color: '#FFFFFF',
    }),
  );
  expect(body[1].created_at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00$/);

  await api.post(LABELS).send(['bug']).expect(201);
  await api.put(LABELS).send(['ui/ux 新', 'bug']).expect(200);
  await api.delete(`${LABELS}/none`).expect(204);
  expect(await eventLines(server)).toEqual([]);
  expect(await labels()).toEqual(['bug', 'ui/ux 新']);

  const replaced = await api.put(LABELS).send({ labels: 'a,b,ui/ux 新' }).expect(200);
  expect(namesOf(replaced.body)).toEqual(['ui/ux 新', 'a', 'b']);
  expect((await api.delete(`${LABELS}/${encodeURIComponent('ui/ux 新')}`).expect(204)).text).toBe('');
  expect(await labels()).toEqual(['a', 'b']);
  await api.delete(`${LABELS}/a,b`).expect(204);
  expect(await labels()).toEqual([]);
  await api.post(LABELS).send(['bug', 'c', 'd']).expect(201);
  await api.delete(`${LABELS}?labels=c`).expect(204);
  await api.delete(LABELS).send(['d']).expect(204);
  expect((await api.delete(LABELS).expect(422)).body.error_message).toMatch(/^labels is missing/);
  expect(await labels()).toEqual(['bug']);
  await api.put(LABELS).send([]).expect(200);
  expect(await labels()).toEqual([]);
  expect(await eventLines(server)).toEqual(Array(7).fill(update[0]));

  await server.work.push('feature:refs/heads/other');
  await openRequest(server, { head: 'other', labels: ['bug'] });
  expect((await pull(server, 2)).labels).toMatchObject([{ id: 1, name: 'bug', repository_id: 1 }]);
});

test('assignees are named, taken away and shown in the order in which they were named', async () => {
  const server = await startWithRequest();
  const { api } = server;
  await addPeople(server);
  const assign = { assignees: 'BOB, carol' };
  expect((await api.post(`${ONE}/assignees`).send(assign).expect(200)).body).toEqual({ assignees_number: 2 });
  const [first, ...others] = (await sent(server)).map(attributesOf);
  expect(first).toMatchObject({ action: 'update', assignee_id: 2 });
  expect(others).toEqual([]);
  await api.post(`${ONE}/assignees`).type('form').send({ assignees: 'carol' }).expect(200);
  expect(await eventLines(server)).toEqual([]);
  expect(await pull(server)).toMatchObject({
    assignees_number: 2,
    assignees: [
      { login: 'Bob', name: 'Bob B.', accept: false },
      { login: 'carol', accept: false },
    ],
  });
  await api.delete(`${ONE}/assignees`).send({ assignees: 'bob' }).expect(204);
  expect((await api.delete(`${ONE}/assignees`).expect(422)).body.error_message).toMatch(
    /^assignees is missing/,
  );
  const [second] = (await sent(server)).map(attributesOf);
  expect(second).toMatchObject({ action: 'update', assignee_id: 3 });
  expect(await pull(server)).toMatchObject({ assignees_number: 1, assignees: [{ login: 'carol' }] });
  await api.delete(`${ONE}/assignees?assignees=CAROL,bob`).expect(204);
  expect(await pull(server)).toMatchObject({ assignees_number: 0, assignees: [] });
});

test('testers are named and answered in the documented keys', async () => {
  const server = await startWithRequest();
  await addPeople(server);
  const { text } = await server.api.post(`${ONE}/testers`).send({ testers: 'bob' }).expect(200);
  expect(text).toBe(
    JSON.stringify([{ id: '000000000000000000000002', login: 'Bob', name: 'Bob B.', avatar_url: '' }]),
  );
  const [update] = (await sent(server)).map(attributesOf);
  expect(update).toMatchObject({ action: 'update', assignee_id: null });
  expect(await pull(server)).toMatchObject({ testers: [{ login: 'Bob' }], assignees: [] });
  await server.api.delete(`${ONE}/testers?testers=bob`).expect(204);
  expect(await pull(server)).toMatchObject({ testers: [] });
});

test('reviews and tests are shown until they are reset, and send nothing', async () => {
  const server = await startWithRequest();
  const { api } = server;
  await addPeople(server);
  await api.patch(ONE).send({ assignees: 'bob,atomgit', testers: 'bob' }).expect(200);
  await eventLines(server);
  const accepted = async () => {
    const [entry] = (await api.get(PULLS).expect(200)).body;
    const those = (people: { login: string; accept: boolean }[]) =>
      people.filter(({ accept }) => accept).map(({ login }) => login);
    return { assignees: those(entry.assignees), testers: those(entry.testers) };
  };
  expect(await accepted()).toEqual({ assignees: [], testers: [] });
  for (const as of [{}, bob]) await api.post(`${ONE}/review`).set(as).send({ force: false }).expect(204);
  await api.post(`${ONE}/test`).set(bob).type('json').expect(204);
  expect(await accepted()).toEqual({ assignees: ['Bob', 'atomgit'], testers: ['Bob'] });
  await api.patch(`${ONE}/assignees`).set(bob).send({}).expect(204);
  expect(await accepted()).toEqual({ assignees: ['atomgit'], testers: ['Bob'] });
  await api.patch(`${ONE}/testers`).send({ reset_all: false }).expect(204);
  expect(await accepted()).toEqual({ assignees: ['atomgit'], testers: ['Bob'] });
  await api.patch(`${ONE}/testers`).type('form').send({ reset_all: 'true' }).expect(204);
  await api.patch(`${ONE}/assignees`).send({ reset_all: 1 }).expect(204);
  expect(await accepted()).toEqual({ assignees: [], testers: [] });
  expect(await eventLines(server)).toEqual([]);
});
