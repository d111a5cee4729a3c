// The least that answers an API call: a Fastify route that returns bytes it gets once.
import Fastify from 'fastify';

let answer = { type: 'text/plain', body: Buffer.from('') };
const server = Fastify();
server.get('/*', (_request, reply) => reply.type(answer.type).send(answer.body));
process.on('message', ({ type, body }) => {
  answer = { type, body: Buffer.from(body) };
  process.send('told');
});
process.on('disconnect', () => process.exit());
const url = await server.listen({ host: '127.0.0.1', port: 0 });
process.send({ url });
