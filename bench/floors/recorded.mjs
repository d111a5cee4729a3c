// The least that shows the page: answers that it gets once, and an empty stream.
import { createServer } from 'node:http';

let answers = new Map();
const server = createServer(({ url }, response) => {
  const answer = answers.get(url);
  if (answer === undefined)
    response.writeHead(200, { 'Content-Type': 'text/event-stream' }).write(': listening\n\n');
  else response.writeHead(answer.status, answer.headers).end(answer.body);
});
process.on('message', (told) => {
  answers = new Map(
    told.map((answer) => [answer.path, { ...answer, body: Buffer.from(answer.body, 'base64') }]),
  );
  process.send('told');
});
process.on('disconnect', () => process.exit());
server.listen(0, '127.0.0.1', () => process.send({ url: `http://127.0.0.1:${server.address().port}` }));
