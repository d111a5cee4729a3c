import type { Socket } from 'node:net';
import { expect, test } from 'vitest';
import { latest, testHook } from '../support/http/deliveries.js';
import { rawReceiver } from '../support/http/raw-receiver.js';
import { start } from '../support/server/start.js';

const OK = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok';

/** Calls back with the head of each request once all of it is there, and with null when the next one begins. */
function eachRequest(socket: Socket, first: Buffer, tell: (head: string | null) => void): void {
  let come = Buffer.alloc(0);
  const take = (chunk: Buffer) => {
    if (come.length === 0) tell(null);
    come = Buffer.concat([come, chunk]);
    const [head = '', ...rest] = come.toString('latin1').split('\r\n\r\n');
    const [, length] = /^content-length: (\d+)$/im.exec(head) ?? [];
    if (rest.length === 0 || come.length < head.length + 4 + Number(length)) return;
    come = Buffer.alloc(0);
    tell(head);
  };
  take(first);
  socket.on('data', take);
}

const deliveryId = (head: string) => /^x-atomgit-delivery: (.*)$/im.exec(head)?.[1];

test('a request that meets a connection which the receiver closes is sent again on a fresh one, as the same attempt', async () => {
  const server = await start();
  const seen: { connection: number; id: string | undefined }[] = [];
  let connections = 0;
  const url = await rawReceiver((socket, first) => {
    const connection = (connections += 1);
    let answered = 0;
    eachRequest(socket, first, (head) => {
      if (head === null && answered > 0) socket.destroy();
      if (head === null || socket.destroyed) return;
      seen.push({ connection, id: deliveryId(head) });
      socket.write(OK);
      answered += 1;
    });
  });
  const id = await server.hook({ url });
  const ids: string[] = [];
  for (let turn = 0; turn < 2; turn += 1) {
    await testHook(server, id);
    await server.settled();
    const delivery = await latest(server, id);
    expect(delivery).toMatchObject({ status: 'delivered', attempts: 1, error: null });
    ids.push(delivery.id);
  }
  expect(seen).toEqual([
    { connection: 1, id: ids[0] },
    { connection: 2, id: ids[1] },
  ]);
});

test('a receiver that closes fresh connections, too, fails the delivery: nothing is sent a third time', async () => {
  const server = await start();
  let connections = 0;
  let isClosing = false;
  const url = await rawReceiver((socket, first) => {
    connections += 1;
    eachRequest(socket, first, (head) => {
      if (isClosing) socket.destroy();
      else if (head !== null) socket.write(OK);
    });
  });
  const id = await server.hook({ url });
  const failed = { status: 'failed', attempts: 1, error: expect.stringMatching(/closed|reset/) };
  await testHook(server, id);
  await server.settled();
  isClosing = true;
  await testHook(server, id);
  await server.settled();
  expect(await latest(server, id)).toMatchObject(failed);
  expect(connections).toBe(2);
  // Now there is no connection to use again. The receiver may have read all of what was sent, so it is not repeated.
  await testHook(server, id);
  await server.settled();
  expect(await latest(server, id)).toMatchObject(failed);
  expect(connections).toBe(3);
});

test('a receiver that has begun to answer gets nothing twice', async () => {
  const server = await start();
  let requests = 0;
  const url = await rawReceiver((socket, first) =>
    eachRequest(socket, first, (head) => {
      if (head === null) return;
      requests += 1;
      if (requests === 1) socket.write(OK);
      else socket.end('HTTP/1.1 2');
    }),
  );
  const id = await server.hook({ url });
  await testHook(server, id, 2);
  await server.settled();
  expect(await latest(server, id)).toMatchObject({ status: 'failed', attempts: 1 });
  expect(requests).toBe(2);
});

test('a receiver that closes idle connections 1 to 3 ms after its answer gets every delivery', async () => {
  const server = await start();
  const { api, hook, settled } = server;
  let answers = 0;
  const url = await rawReceiver((socket, first) =>
    eachRequest(socket, first, (head) => {
      if (head === null) return;
      answers += 1;
      socket.write(OK);
      setTimeout(() => socket.destroy(), 1 + (answers % 3));
    }),
  );
  for (let count = 0; count < 24; count += 1) await testHook(server, await hook({ url }));
  await settled();
  for (let round = 0; round < 10; round += 1) {
    await api.post('/_mock/deliveries/redeliver').expect(202, { redelivered: 24 });
    await settled();
  }
  const { body } = await api.get('/_mock/deliveries.har?limit=24').expect(200);
  const comments = body.log.entries.map(
    ({ response }: { response: { comment: string } }) => response.comment,
  );
  expect(comments).toHaveLength(11 * 24);
  expect(comments.filter((comment: string) => comment !== '')).toEqual([]);
});
