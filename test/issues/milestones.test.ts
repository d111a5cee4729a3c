import { expect, test } from 'vitest';
import { z } from 'zod';
import { MilestoneJson } from '../../apps/server/src/rest/milestones/milestone-json.js';
import { openRequest, PULLS, pushFeature } from '../support/merge-requests/merge-requests.js';
import { start } from '../support/server/start.js';

const OWNER = '/api/v5/repos/demo/issues';
const REPOSITORY = '/api/v5/repos/demo/demo';
const MILESTONES = `${REPOSITORY}/milestones`;

test('a milestone is created, listed, closed and deleted, with its issues and merge requests', async () => {
  const server = await start();
  const { api } = server;
  const make = async (fields: object) =>
    (await api.post(MILESTONES).send(fields).expect(200)).body as MilestoneJson;
  const first = await make({ title: 'v1', description: 'The first', due_on: '2026-12-24T10:00:00+08:00' });
  expect(MilestoneJson().parse(first)).toEqual(first);
  expect(first).toMatchObject({ title: 'v1', state: 'open', due_on: '2026-12-24', open_issues: 0 });
  const second = await make({ title: 'v2' });
  const at = `${MILESTONES}/${first.number}`;

  for (const state of ['open', 'closed'])
    await api.post(OWNER).send({ repo: 'demo', title: state, milestone: first.number }).expect(200);
  await api.patch(`${OWNER}/2`).send({ repo: 'demo', state: 'close' }).expect(200);
  await pushFeature(await server.clone());
  await openRequest(server, { milestone_number: first.number });
  const ofRequest = async () => (await api.get(`${PULLS}/1`).expect(200)).body.milestone;
  expect(await ofRequest()).toMatchObject({ number: first.number, title: 'v1', due_on: '2026-12-24' });
  expect((await api.get(`${REPOSITORY}/issues/1`).expect(200)).body.milestone).toMatchObject({ title: 'v1' });
  await api.get(new URL(first.url).pathname).expect(200, { ...first, open_issues: 1, closed_issues: 1 });

  const titles = async (query: string) => {
    const { body } = await api.get(`${MILESTONES}?${query}`).expect(200);
    return z
      .array(MilestoneJson())
      .parse(body)
      .map(({ title }) => title);
  };
  const closed = (await api.patch(at).send({ title: 'v1.0', state: 'closed' }).expect(200)).body;
  expect(closed).toMatchObject({
    title: 'v1.0',
    state: 'closed',
    description: 'The first',
    due_on: '2026-12-24',
  });
  expect(await titles('')).toEqual(['v1.0', 'v2']);
  expect(await titles('state=open')).toEqual(['v2']);
  // GitLab's word for it.
  for (const [state_event, state] of [
    ['activate', 'open'],
    ['close', 'closed'],
  ])
    expect((await api.patch(at).send({ state_event }).expect(200)).body.state).toBe(state);
  expect(await titles('direction=desc&per_page=1')).toEqual(['v2']);
  await api.get(`${MILESTONES}?per_page=1`).expect('total_count', '2').expect('total_page', '2');

  await api.delete(at).expect(204);
  await api.get(at).expect(404);
  expect(await ofRequest()).toBeNull();
  expect((await api.get(`${REPOSITORY}/issues/1`).expect(200)).body.milestone).toBeNull();

  for (const due_on of ['2026-01-01T00:00:00+08:00', '2026-01-01T23:30-08:00', '2026-01-01'])
    expect((await make({ title: due_on, due_on })).due_on).toBe('2026-01-01');
  await api.post(MILESTONES).send({ due_on: '2026-12-24' }).expect(422);
  await api.post(MILESTONES).send({ title: 'x', due_on: 'soon' }).expect(422);
  await api.patch(at).send({ title: 'x' }).expect(404);
  await api.delete(at).expect(404);
  await api.get(`${MILESTONES}/one`).expect(422);
  await api.get(`/api/v5/repos/demo/other/milestones/${second.number}`).expect(404);
});
