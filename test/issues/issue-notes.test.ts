import { expect, test } from 'vitest';
import { z } from 'zod';
import {
  IssueNoteJson,
  SingleIssueNoteJson,
} from '../../apps/server/src/rest/issues/json/issue-note-json.js';
import { start } from '../support/server/start.js';

const OWNER = '/api/v5/repos/demo/issues';
const ISSUES = '/api/v5/repos/demo/demo/issues';

test('comments on issues are written, listed, edited and deleted, and the page of the issue shows them', async () => {
  const { api } = await start();
  for (const title of ['First', 'Second']) await api.post(OWNER).send({ repo: 'demo', title }).expect(200);
  const comment = async (issue: number, body: string) =>
    (await api.post(`${ISSUES}/${issue}/comments`).send({ body }).expect(200)).body as IssueNoteJson;
  const one = await comment(1, 'one');
  expect(IssueNoteJson().parse(one)).toEqual(one);
  expect(one).toMatchObject({ body: 'one', target: { issue: { title: 'First', nubmer: 1 } } });
  await comment(1, 'two');
  const other = await comment(2, 'other');

  const bodies = async (query: string) => {
    const { body } = await api.get(`${ISSUES}/${query}`).expect(200);
    return z
      .array(IssueNoteJson())
      .parse(body)
      .map((note) => note.body);
  };
  expect(await bodies('1/comments')).toEqual(['one', 'two']);
  expect(await bodies('1/comments?order=desc&per_page=1')).toEqual(['two']);
  expect(await bodies('1/comments?page=2&per_page=1')).toEqual(['two']);
  expect(await bodies('1/comments?since=2999-01-01')).toEqual([]);
  expect(await bodies('comments')).toEqual(['one', 'two', 'other']);
  await api.get(`${ISSUES}/1/comments?per_page=1`).expect('total_count', '2').expect('total_page', '2');

  const edited = (await api.patch(`${ISSUES}/comments/${one.id}`).send({ body: 'edited' }).expect(200)).body;
  expect(SingleIssueNoteJson().parse(edited)).toEqual(edited);
  expect(await bodies('comments?sort=updated&direction=desc&per_page=1')).toEqual(['edited']);
  await api.get(`${ISSUES}/comments/${one.id}`).expect(200, edited);
  expect((await api.get('/api/v5/enterprises/demo/issues/1/comments').expect(200)).body).toMatchObject([
    { body: 'edited', user: { login: 'atomgit' }, target: { issue: { iid: 1 } } },
    { body: 'two' },
  ]);
  expect((await api.get(`${ISSUES}/1`).expect(200)).body).toMatchObject({ comments: 2 });
  expect((await api.get('/demo/demo/issues/1').expect(200)).text).toContain('by atomgit:\nedited');

  for (const list of ['user_reactions', 'modify_history'])
    expect((await api.get(`${ISSUES}/comment/${other.id}/${list}`).expect(200)).body).toEqual([]);
  expect((await api.delete(`${ISSUES}/comments/${other.id}`).expect(204)).text).toBe('');
  await api.get(`${ISSUES}/comments/${other.id}`).expect(404);
  await api.delete(`${ISSUES}/comments/${other.id}`).expect(404);
  await api.post(`${ISSUES}/1/comments`).send({ body: ' ' }).expect(422);
  await api.post(`${ISSUES}/9/comments`).send({ body: 'x' }).expect(404);
  await api.get(`${ISSUES}/9/comments`).expect(404);
  expect(await bodies('comments')).toEqual(['edited', 'two']);
});

test('in strict, a comment on an issue is changed by its author and by users with push access', async () => {
  const { api } = await start({ settings: { auth: 'strict' } });
  const owner = { 'PRIVATE-TOKEN': 'atomgit-token' };
  const bob = { 'PRIVATE-TOKEN': 'of-bob' };
  await api.post('/_mock/users').set(owner).send({ login: 'bob', token: 'of-bob' }).expect(201);
  const collaborator = '/api/v5/repos/demo/demo/collaborators/bob';
  await api.put(collaborator).set(owner).send({ permission: 'pull' }).expect(200);
  await api.post(OWNER).set(owner).send({ repo: 'demo', title: 'Seen' }).expect(200);
  const comment = async (as: Readonly<Record<string, string>>) =>
    Number((await api.post(`${ISSUES}/1/comments`).set(as).send({ body: 'x' }).expect(200)).body.id);
  const [owners, bobs] = [await comment(owner), await comment(bob)];
  await api.patch(`${ISSUES}/comments/${owners}`).set(bob).send({ body: 'y' }).expect(403);
  await api.delete(`${ISSUES}/comments/${owners}`).set(bob).expect(403);
  await api.patch(`${ISSUES}/comments/${bobs}`).set(bob).send({ body: 'y' }).expect(200);
  await api.delete(`${ISSUES}/comments/${bobs}`).set(owner).expect(204);
  const { body: left } = await api.get(`${ISSUES}/comments`).set(bob).expect(200);
  expect(left).toMatchObject([{ id: owners, body: 'x' }]);
});
