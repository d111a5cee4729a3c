import type { Started } from './start.js';

export const HOOKS = '/api/v5/repos/demo/demo/hooks';

/** Asks for a delivery to one hook, which is on record when this resolves. */
export const press = ({ api }: Started, hookId: number) => api.post(`${HOOKS}/${hookId}/tests`).expect(204);

/** The newest delivery of a hook, in full. */
export async function latest({ api }: Started, hookId: number) {
  const list = await api.get(`/_mock/deliveries?hook=${hookId}&limit=1`).expect(200);
  return (await api.get(`/_mock/deliveries/${list.body.items[0].id}`).expect(200)).body;
}
