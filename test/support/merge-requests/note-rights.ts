import { expect } from 'vitest';
import type { Started } from '../server/start.js';

export interface NotePaths {
  /** Where comments are written and listed. */
  readonly notes: string;
  readonly one: (id: string) => string;
  /** What DELETE answers. */
  readonly deleted: number;
}

const as = (login: string) => ({ 'PRIVATE-TOKEN': `${login}-token` });

/**
 * On a strict server: ann may read, bob may push, eve may nothing, and nobody else is known. They comment, and try to change
 * and to delete what they and others wrote. @returns the comments that are left, which should be none
 */
export async function tryRights({ api, inbox }: Started, { notes, one, deleted }: NotePaths) {
  for (const [login, permission] of [['ann', 'pull'] as const, ['bob', 'push'] as const, ['eve'] as const]) {
    const user = { login, token: `${login}-token` };
    await api.post('/_mock/users').set('PRIVATE-TOKEN', 'atomgit-token').send(user).expect(201);
    const grant = api.put(`/api/v5/repos/demo/demo/collaborators/${login}`).set(as('atomgit'));
    if (permission) await grant.send({ permission }).expect(200);
  }
  const write = (login: string) => api.post(notes).set(as(login)).send({ body: login });
  const { body: ofAnn } = await write('ann').expect(200);
  const { body: ofBob } = await write('bob').expect(200);
  await write('eve').expect(404);
  await api.post(notes).send({ body: 'x' }).expect(401);
  expect((await inbox.several(2)).map(({ body }) => body)).toMatchObject([
    { user: { name: 'ann', username: 'ann' }, object_attributes: { note: 'ann', author_id: 2 } },
    { user: { name: 'bob', username: 'bob' }, object_attributes: { note: 'bob', author_id: 3 } },
  ]);

  const change = (login: string, id: string) => {
    const body = `by ${login}`;
    return api.patch(one(id)).set(as(login)).send({ body });
  };
  const remove = (login: string, id: string) => api.delete(one(id)).set(as(login));
  for (const call of [change, remove]) {
    expect((await call('ann', ofBob.id).expect(403)).body.error_message).toContain('ann');
    await call('eve', ofAnn.id).expect(404);
  }
  await change('ann', ofAnn.id).expect(200);
  await change('bob', ofAnn.id).expect(200);
  const list = async () => {
    const { body } = await api.get(notes).set(as('ann')).expect(200);
    return (body as { body: string; user: { login: string } }[]).map((note) => [note.user.login, note.body]);
  };
  expect(await list()).toEqual([
    ['ann', 'by bob'],
    ['bob', 'bob'],
  ]);
  await remove('ann', ofAnn.id).expect(deleted);
  await remove('bob', ofBob.id).expect(deleted);
  return list();
}
