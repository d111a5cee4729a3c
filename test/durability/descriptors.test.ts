import { Agent, request, type IncomingHttpHeaders } from 'node:http';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { Clone, git } from '../support/git/clone.js';
import { Inbox } from '../support/http/inbox.js';
import { ServerProcess } from '../support/server/server-process.js';
import { temporaryFolder } from '../support/server/temporary-folder.js';

/** A server has 29 open when it has started, and each git that stays takes three more. */
const DESCRIPTORS = 48;
const PUSH = 'application/x-git-receive-pack-request';
const JSON_TYPE = 'application/json';

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** A connection that stays open, for one request after another. */
class Connection {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 1 });

  constructor(private readonly url: string) {
    onTestFinished(() => this.close());
  }

  /** Rejects when the server closes the connection instead of answering. */
  ask(path: string, sent?: { readonly type: string; readonly body: Buffer | string }): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const outgoing = request(`${this.url}${path}`, {
        agent: this.agent,
        method: sent === undefined ? 'GET' : 'POST',
        headers: sent === undefined ? {} : { 'Content-Type': sent.type },
      });
      outgoing.on('error', reject);
      outgoing.on('response', (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          const { statusCode: status = 0, headers } = response;
          resolve({ status, headers, text: Buffer.concat(chunks).toString() });
        });
      });
      outgoing.end(sent?.body);
    });
  }

  close(): void {
    this.agent.destroy();
  }
}

/** Opens connections until the server has no descriptor left for another one. */
async function fill(url: string): Promise<Connection[]> {
  const held: Connection[] = [];
  for (;;) {
    const connection = new Connection(url);
    try {
      await connection.ask('/_mock/ready');
    } catch {
      return held;
    }
    held.push(connection);
  }
}

/** A server with few descriptors, a hook on demo/demo, its receiver, and a connection that is there already. */
async function startWithFew() {
  const data = join(await temporaryFolder(), 'data');
  const script = `ulimit -n ${DESCRIPTORS}; exec "$@"`;
  const server = await ServerProcess.readyIn(script, ['--port', '0', '--data', data]);
  const inbox = await Inbox.open();
  // So that each delivery needs a connection of its own.
  inbox.answer = (_call, response) => void response.setHeader('Connection', 'close').end('ok');
  const first = new Connection(server.url);
  const hook = JSON.stringify({ url: inbox.url, push_events: true });
  await first.ask('/api/v5/repos/demo/demo/hooks', { type: JSON_TYPE, body: hook });
  return { server, data, inbox, first };
}

const refName = (index: number) => `refs/heads/pushed-${index}`;

test('a server that runs out of file descriptors says so, and goes on, and loses no event', async () => {
  const { server, data, inbox, first } = await startWithFew();
  const bare = join(data, 'repositories/demo/demo.git');
  const work = await Clone.copyOf(bare, `${server.url}/demo/demo.git`);
  const master = await work.sha();
  const after = await work.commit('pushed');

  const held = await fill(server.url);
  expect(held.length).toBeGreaterThan(5);
  const odd: string[] = [];
  const refused = new Set<string>();
  const check = async (path: string, right: RegExp, sent?: { type: string; body: Buffer }) => {
    const answer = await first
      .ask(path, sent)
      .catch((error: unknown) => ({ status: 0, text: String(error) }));
    if (answer.status === 200 && right.test(answer.text)) return;
    if (answer.status === 503 && /file descriptors/.test(answer.text)) refused.add(path.split('?')[0] ?? '');
    else odd.push(`${held.length} held: ${path}: ${answer.status} ${answer.text}`);
  };
  for (let index = 0; ; index += 1) {
    await check(
      '/demo/demo.git/info/refs?service=git-upload-pack',
      new RegExp(`${master} refs/heads/master`),
    );
    await check(
      '/demo/demo.git/info/refs?service=git-receive-pack',
      new RegExp(`${master} refs/heads/master`),
    );
    await check('/api/v5/repos/demo/demo/branches', /"name":"master"/);
    await check('/api/v5/repos/demo/demo/commits', new RegExp(`"sha":"${master}"`));
    await check('/demo/demo/commits/master', new RegExp(master));
    const push = { ref: refName(index), before: '0'.repeat(40), after };
    await check('/demo/demo.git/git-receive-pack', new RegExp(`ok ${push.ref}`), {
      type: PUSH,
      body: await work.pushBody(push),
    });
    const connection = held.pop();
    if (connection === undefined) break;
    connection.close();
    // The server has seen that it is closed when it has answered on another one.
    await first.ask('/_mock/ready');
  }
  expect(odd).toEqual([]);
  expect([...refused].sort()).toEqual([
    '/api/v5/repos/demo/demo/branches',
    '/api/v5/repos/demo/demo/commits',
    '/demo/demo.git/git-receive-pack',
    '/demo/demo.git/info/refs',
    '/demo/demo/commits/master',
  ]);

  await work.commit('afterwards');
  await work.push('HEAD:refs/heads/afterwards');
  const settled = await first.ask('/_mock/settle?timeout=60s', { type: JSON_TYPE, body: '{}' });
  expect(settled.status).toBe(200);
  const refs = (await git(bare, ['for-each-ref', '--format=%(refname)', 'refs/heads/'])).split('\n');
  const moved = refs.filter((ref) => ref !== 'refs/heads/master');
  expect(moved.length).toBeGreaterThan(1);
  const pushes = inbox.rest().map(({ body }) => body as { ref: string; commits: readonly unknown[] });
  expect(pushes.map(({ ref }) => ref).sort()).toEqual([...moved].sort());
  expect(pushes.filter(({ commits }) => commits.length === 0)).toEqual([]);
  expect(await server.kill('SIGTERM')).toMatchObject({
    code: 0,
    stderr: expect.not.stringMatching(/\n +at /),
  });
});

test('a delivery for which there is no descriptor left has not failed: it goes out when there is one', async () => {
  const { server, data, inbox, first } = await startWithFew();
  const work = await Clone.copyOf(join(data, 'repositories/demo/demo.git'), `${server.url}/demo/demo.git`);
  await work.commit('hello');
  await work.push();
  const id = (await inbox.next()).headers['x-atomgit-delivery'];
  await first.ask('/_mock/settle', { type: JSON_TYPE, body: '{}' });

  const held = await fill(server.url);
  const asked = await first.ask(`/_mock/deliveries/${id}/redeliver`, { type: JSON_TYPE, body: '{}' });
  expect(asked.status).toBeLessThan(300);
  await expect.poll(() => server.stderr).toMatch(/cannot be connected to for now: EMFILE/);
  for (const connection of held) connection.close();
  await inbox.next();
  await first.ask('/_mock/settle', { type: JSON_TYPE, body: '{}' });
  const { text } = await first.ask(`/_mock/deliveries/${id}`);
  expect(JSON.parse(text)).toMatchObject({
    status: 'delivered',
    history: [{ status: 200 }, { status: 200 }],
  });
});
