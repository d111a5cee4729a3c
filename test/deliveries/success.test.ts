import { expect, test } from 'vitest';
import { startAsCommand } from '../support/server/command-line.js';
import { Inbox } from '../support/http/inbox.js';

const HOOKS = '/api/v5/repos/demo/demo/hooks';

test('the statuses that --success names count as delivered and are not tried again, all others and no answer are failures', async () => {
  const inbox = await Inbox.open();
  inbox.answer = ({ path }, response) => void response.writeHead(Number(path.slice(1))).end();
  const silent = await Inbox.open();
  silent.answer = (_call, response) => void response.destroy();
  const { api } = await startAsCommand(['--retries', '1ms', '--success', ' 2XX,302, 410-412']);
  const outcome = async (url: string) => {
    const { body: hook } = await api.post(HOOKS).send({ url }).expect(200);
    await api.post(`${HOOKS}/${hook.id}/tests`).expect(204);
    await api.post('/_mock/settle').expect(200);
    const { body: log } = await api.get('/_mock/deliveries').query({ hook: hook.id }).expect(200);
    const { body: delivery } = await api.get(`/_mock/deliveries/${log.items[0].id}`).expect(200);
    return { status: delivery.status, status_code: delivery.status_code, attempts: delivery.attempts };
  };
  for (const status_code of [200, 299, 302, 410, 411, 412]) {
    const delivered = { status: 'delivered', status_code, attempts: 1 };
    expect(await outcome(`${inbox.url}${status_code}`)).toEqual(delivered);
  }
  for (const status_code of [301, 303, 409, 413, 500]) {
    const failed = { status: 'failed', status_code, attempts: 2 };
    expect(await outcome(`${inbox.url}${status_code}`)).toEqual(failed);
  }
  expect(await outcome(silent.url)).toEqual({ status: 'failed', status_code: null, attempts: 2 });
});
