import { createServer } from 'node:http';

/** What a floor that speaks HTTP to git has in common: a port of its own, told to the bench, and nothing else. */
export function serve(answer) {
  const server = createServer(answer);
  process.on('disconnect', () => process.exit());
  server.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }));
}
