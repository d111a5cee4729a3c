import type { Started } from './start.js';

/** Has a Test Hook sent. @returns the delivery as the log shows it, once it has an outcome */
export async function sendTest({ api, settled }: Started, hookId: number) {
  await api.post(`/api/v5/repos/demo/demo/hooks/${hookId}/tests`).expect(204);
  await settled();
  const { body } = await api.get(`/_mock/deliveries?hook=${hookId}&limit=1`).expect(200);
  const [{ id }] = body.items;
  return (await api.get(`/_mock/deliveries/${id}`).expect(200)).body;
}
