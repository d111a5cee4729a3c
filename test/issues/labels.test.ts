import { expect, test } from 'vitest';
import { z } from 'zod';
import { LabelJson } from '../../apps/server/src/rest/labels/label-json.js';
import { openRequest, PULLS, pushFeature } from '../support/merge-requests/merge-requests.js';
import { start } from '../support/server/start.js';

const REPOSITORY = '/api/v5/repos/demo/demo';
const LABELS = `${REPOSITORY}/labels`;

const namesOf = (body: unknown) => (body as { name: string }[]).map(({ name }) => name);

test('a label is made, listed, renamed and deleted, for issues and merge requests alike', async () => {
  const server = await start();
  const { api } = server;
  const made = (await api.post(LABELS).send({ name: 'ui & ux/中文', color: 'ED4014' }).expect(200)).body;
  expect(LabelJson().parse(made)).toEqual(made);
  expect(made).toMatchObject({ name: 'ui & ux/中文', color: '#ED4014' });
  const path = new URL(made.url).pathname;
  await api.get(path).expect(200, made);

  await api
    .post('/api/v5/repos/demo/issues')
    .send({ repo: 'demo', title: 'x', labels: made.name })
    .expect(200);
  await pushFeature(await server.clone());
  await openRequest(server, { labels: `${made.name},bug` });
  const listed = await api.get(`${LABELS}?per_page=1&page=2`).expect('total_count', '2').expect(200);
  expect(z.array(LabelJson()).parse(listed.body)).toMatchObject([{ name: 'bug', color: '#428BCA' }]);

  await api.patch(path).send({ name: 'design', color: '#0f0' }).expect(200);
  await api.get(path).expect(404);
  expect((await api.get(`${LABELS}/design`).expect(200)).body).toMatchObject({
    id: made.id,
    color: '#00ff00',
  });
  await api.patch(`${LABELS}/design`).send({ new_name: 'looks' }).expect(200);
  await api.patch(`${LABELS}/looks`).type('form').send({ name: 'design' }).expect(200);
  const onBoth = async () => [
    namesOf((await api.get(`${REPOSITORY}/issues/1/labels`).expect(200)).body),
    namesOf((await api.get(`${PULLS}/1/labels`).expect(200)).body),
  ];
  expect(await onBoth()).toEqual([['design'], ['design', 'bug']]);
  expect(namesOf((await api.get('/api/v5/enterprises/demo/labels').expect(200)).body)).toEqual([
    'design',
    'bug',
  ]);
  const found = async (search: string) =>
    namesOf((await api.get('/api/v8/enterprises/demo/labels').query({ search }).expect(200)).body);
  expect(await found('UG')).toEqual(['bug']);
  expect(await found('u%')).toEqual([]);

  await api.delete(`${LABELS}/design`).expect(204);
  expect(await onBoth()).toEqual([[], ['bug']]);

  const refusals: readonly (readonly ['post' | 'patch', string, object, number, string])[] = [
    ['post', LABELS, { name: 'bug', color: '#000000' }, 409, 'Label "bug" already exists in demo/demo'],
    ['post', LABELS, { name: 'x' }, 422, 'color is missing'],
    ['post', LABELS, { name: 'x', color: 'red' }, 422, 'color must be a colour like #ED4014, but is "red"'],
    ['post', LABELS, { color: '#000000' }, 422, 'name is missing'],
    ['post', LABELS, { name: 'x'.repeat(201), color: '#000000' }, 422, 'name has 201 characters'],
    ['patch', `${LABELS}/gone`, { name: 'x' }, 404, 'Label "gone" does not exist in demo/demo'],
  ];
  for (const [method, at, fields, status, words] of refusals)
    expect((await api[method](at).send(fields).expect(status)).body.message).toContain(words);
  await api.delete(`${LABELS}/gone`).expect(404);
  await api.get('/api/v5/enterprises/nobody/labels').expect(404);
});

test('labels are put on an issue, replaced and taken off', async () => {
  const { api } = await start();
  await api.post('/api/v5/repos/demo/issues').send({ repo: 'demo', title: 'x' }).expect(200);
  const labels = `${REPOSITORY}/issues/1/labels`;
  expect((await api.post(labels).send(['bug', 'ui']).expect(200)).body).toMatchObject([
    { name: 'bug', title: 'bug', type: null, textColor: '#FFFFFF' },
    { name: 'ui' },
  ]);
  expect(
    namesOf(
      (
        await api
          .post(labels)
          .send({ labels: ['docs'] })
          .expect(200)
      ).body,
    ),
  ).toEqual(['bug', 'ui', 'docs']);
  await api.delete(`${labels}/bug`).expect(204);
  expect(namesOf((await api.put(labels).send(['docs', 'new']).expect(200)).body)).toEqual(['docs', 'new']);
  await api.delete(labels).expect(204);
  expect((await api.get(labels).expect(200)).body).toEqual([]);
  await api.post(labels).send({ other: 1 }).expect(422);
  const { body: refusal } = await api.put(labels).send(['a,b']).expect(422);
  expect(refusal.error_message).toBe('labels has the name "a,b"; commas are not allowed in it');
  await api.post(LABELS).send({ name: 'a,b', color: '#ff0000' }).expect(422);
  await api.post(`${REPOSITORY}/issues/9/labels`).send(['x']).expect(404);
});
