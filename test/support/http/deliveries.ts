import type { Started } from '../server/start.js';

export const HOOKS = '/api/v5/repos/demo/demo/hooks';

/** Asks for deliveries to one hook, which are on record when this resolves. */
export async function testHook({ api }: Started, hookId: number, times = 1): Promise<void> {
  for (let turn = 0; turn < times; turn += 1) await api.post(`${HOOKS}/${hookId}/tests`).expect(204);
}

/** The newest delivery of a hook, in full. */
export async function latest({ api }: Started, hookId: number) {
  const list = await api.get(`/_mock/deliveries?hook=${hookId}&limit=1`).expect(200);
  return (await api.get(`/_mock/deliveries/${list.body.items[0].id}`).expect(200)).body;
}
