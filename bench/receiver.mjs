// The receiver of webhooks, a process of its own: answers every POST unless it is to hang, and tells over IPC when it holds how many.
import { createServer } from 'node:http';
import { now } from './measure.mjs';

/** When each POST was read to its end, in the order of their coming. */
const moments = [];
let last = null;
let awaited = Infinity;
let isHanging = false;

const server = createServer((request, response) => {
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    moments.push(now());
    last = { request, chunks };
    if (!isHanging) response.end('ok');
    tell();
  });
});

function tell() {
  if (moments.length < awaited) return;
  process.send({ moment: moments[awaited - 1] });
  awaited = Infinity;
}

process.on('message', (question) => {
  if (question === 'last') {
    process.send({ headers: last.request.headers, body: Buffer.concat(last.chunks).toString() });
  } else if (question === 'hang') {
    isHanging = true;
  } else {
    awaited = question.count;
    tell();
  }
});
process.on('disconnect', () => process.exit());
server.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }));
