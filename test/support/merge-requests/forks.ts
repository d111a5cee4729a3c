import { Inbox } from '../http/inbox.js';
import { ALL_EVENTS, openRequest, pushFeature, eventLines } from './merge-requests.js';
import { start, type Started, type StartOptions } from '../server/start.js';

export const REPOS = '/api/v5/repos';
export const owner = { 'PRIVATE-TOKEN': 'atomgit-token' };
export const as = (login: string) => ({ 'PRIVATE-TOKEN': `${login}-token` });

export const addUser = ({ api }: Started, login: string) =>
  api
    .post('/_mock/users')
    .set(owner)
    .send({ login, token: `${login}-token` })
    .expect(201);

/** @param of the path of the parent */
export const fork = ({ api }: Started, login: string, fields: object = {}, of = 'demo/demo') =>
  api.post(`${REPOS}/${of}/forks`).set(as(login)).send(fields);

/** The server with an inbox that hears of everything in another repository, in place of that of demo/demo. */
export async function hearing(server: Started, name: string): Promise<Started> {
  const inbox = await Inbox.open();
  await server.hook({ url: inbox.url, ...ALL_EVENTS }, `${REPOS}/${name}/hooks`);
  return { ...server, inbox };
}

/** Bob has a fork of demo/demo with a pushed branch `feature` of one commit, and a clone of it; all events are sent. */
export async function startWithFork(options: StartOptions = {}) {
  const server = await start({ hook: ALL_EVENTS, ...options });
  await addUser(server, 'bob');
  await fork(server, 'bob').expect(200);
  const ofFork = await hearing(server, 'bob/demo');
  const work = await server.clone('bob/demo');
  const head = await pushFeature(work);
  await eventLines(ofFork);
  return { ...server, ofFork, work, head };
}

/** The same with request !1 of bob's `feature` into master. */
export async function startWithForkRequest(options: StartOptions = {}) {
  const server = await startWithFork(options);
  await openRequest(server, { head: 'bob:feature' });
  await eventLines(server);
  return server;
}
