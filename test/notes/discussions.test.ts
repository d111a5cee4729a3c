import { expect, test } from 'vitest';
import { PULLS, startWithRequest } from '../support/merge-requests/merge-requests.js';

const ONE = `${PULLS}/1`;

test('a discussion gets replies, is resolved and reopened; hooks get replies as notes of the same discussion', async () => {
  const { api, hook, inbox, settled } = await startWithRequest();
  await hook({ url: inbox.url, note_events: true });
  const onLine = { body: 'Why?', path: 'feature.txt', position: 1 };
  const first = (await api.post(`${ONE}/comments`).send(onLine).expect(200)).body;
  const plain = (await api.post(`${ONE}/comments`).send({ body: 'Nice' }).expect(200)).body;
  await settled();
  inbox.rest();

  const replies = `${ONE}/discussions/${first.id}/comments`;
  const reply = (await api.post(replies).send({ body: 'Because' }).expect(200)).body;
  const number = plain.note_id + 1;
  expect(reply).toEqual({ id: first.id, body: 'Because', note_id: number, noteId: number });
  await settled();
  const heard = inbox.rest().map(({ body }) => body as { object_attributes: Record<string, unknown> });
  expect(heard.map(({ object_attributes: note }) => note)).toMatchObject([
    { id: reply.note_id, note: 'Because', noteable_type: 'MergeRequest' },
  ]);

  const older = `/repos/demo/demo/pulls/1/comments`;
  const answer = await api.post(`${older}/${reply.note_id}/replies`).send({ body: 'I see' }).expect(201);
  expect(answer.body).toMatchObject({ body: 'I see', path: 'feature.txt', in_reply_to_id: first.note_id });
  const inReplyTo = (await api.get(older).expect(200)).body as { in_reply_to_id: number | null }[];
  expect(inReplyTo.map((note) => note.in_reply_to_id)).toEqual([null, null, first.note_id, first.note_id]);

  // Some clients reply with the call that comments; what they name wins over a place in the diff.
  const named = { body: 'So', in_reply_to: first.note_id, path: 'feature.txt', position: 1 };
  for (const where of [named, { body: 'So', discussion_id: first.id }])
    expect((await api.post(`${ONE}/comments`).send(where).expect(200)).body.id).toBe(first.id);
  await api.post(`${ONE}/comments`).send({ body: 'x', in_reply_to: 99 }).expect(404);
  const byLine = { body: 'Here', path: 'feature.txt', new_line: 1 };
  const here = (await api.post(`${ONE}/comments`).send(byLine).expect(200)).body;
  expect((await api.get(`${PULLS}/comments/${here.id}`).expect(200)).body.comment_type).toBe('diff_comment');
  await api.delete(`${PULLS}/comments/${here.id}`).expect(200);

  const listed = (await api.get(`${ONE}/comments`).expect('total_count', '2').expect(200)).body;
  expect(listed).toMatchObject([{ id: first.id }, { id: plain.id }]);
  const detailed = async () => (await api.get(`${ONE}/comments?view=all`).expect(200)).body;
  expect(await detailed()).toMatchObject([
    {
      id: first.note_id,
      discussion_id: first.id,
      body: 'Why?',
      comment_type: 'diff_comment',
      diff_file: 'feature.txt',
      diff_position: { start_new_line: 1, end_new_line: 1 },
      resolved: false,
      reply: [
        { id: reply.note_id, body: 'Because', user: { login: 'atomgit' } },
        { body: 'I see' },
        { body: 'So' },
        {},
      ],
    },
    { id: plain.note_id, comment_type: 'pr_comment', diff_file: null, diff_position: null, reply: [] },
  ]);
  expect((await api.get(`${PULLS}/comments/${first.id}`).expect(200)).body.id).toBe(first.note_id);

  const settle = (resolved: unknown) => api.put(`${ONE}/comments/${first.id}`).send({ resolved });
  for (const resolved of [true, true, false]) {
    expect((await settle(resolved).expect(200)).body).toMatchObject({ id: first.note_id, resolved });
    expect(await detailed()).toMatchObject([{ resolved }, { resolved: false }]);
  }
  await settle('perhaps').expect(422);
  await api.post(replies).send({}).expect(422);
  for (const unknown of ['9', 'f'.repeat(40), 'x']) {
    await api.post(`${ONE}/discussions/${unknown}/comments`).send({ body: 'x' }).expect(404);
    await api.put(`${ONE}/comments/${unknown}`).send({ resolved: true }).expect(404);
  }
  expect(await detailed()).toHaveLength(2);
});
