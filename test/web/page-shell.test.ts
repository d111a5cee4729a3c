import { expect, test } from 'vitest';
import { start } from '../support/server/start.js';

const BROWSER = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';

test('an address of a payload is the page for a browser and plain text for curl, with the same status', async () => {
  const { api, hook, inbox, clone, settled } = await start();
  await hook({ url: inbox.url, push_events: true });
  const work = await clone();
  const sha = await work.commit('<script>alert(1)</script>');
  await work.push();
  await settled();
  const repository = '/api/v5/repos/demo/demo';
  await api.post(`${repository}/labels`).send({ name: 'bug', color: '#ff0000' }).expect(200);
  await api.post(`${repository}/milestones`).send({ title: 'First' }).expect(200);
  await api.post(`${repository}/releases`).send({ tag_name: 'v1', name: 'One' }).expect(200);
  const { items } = (await api.get('/_mock/deliveries').expect(200)).body;
  const addresses = [
    [200, '/', 'git clone'],
    [200, '/demo/demo', 'Newest commits on master'],
    [200, `/demo/demo/commits/${sha}`, `commit ${sha}`],
    [200, '/demo', 'demo/demo'],
    [200, '/demo/demo/commits?ref=master', sha.slice(0, 10)],
    [200, '/demo/demo/branches', 'master'],
    [200, '/demo/demo/tags', 'tags'],
    [200, `/demo/demo/compare/master...${sha}`, `...${sha}`],
    [200, '/demo/demo/labels', '#ff0000  bug'],
    [200, '/demo/demo/milestones', '%1  First  (open)'],
    [200, '/demo/demo/milestones/1', '0 of 0 issues'],
    [200, '/demo/demo/releases', 'v1  (One)'],
    [200, '/demo/demo/releases/v1', 'release One'],
    [404, '/demo/demo/milestones/2', '2'],
    [404, '/demo/demo/releases/v2', 'v2'],
    [404, '/demo/demo/commits?ref=none', 'none'],
    [404, '/demo/demo/compare/master...none', 'none'],
    [200, '/demo/demo/tree/master', 'README.md'],
    [200, `/-/deliveries/${items[0].id}`, 'delivered, 200'],
    [200, `/-/events/${items[0].event_id}`, 'branch-moved'],
    [200, '/-/faults', '/_mock/faults'],
    [404, '/demo/demo/commits/1234567', '1234567'],
    [404, '/nobody/nothing', 'nobody/nothing'],
    [404, '/-/deliveries/none', 'none'],
    [404, '/-/nothing', '/-/nothing'],
  ] as const;
  for (const [status, path, text] of addresses) {
    const plain = await api.get(path).expect(status);
    expect.soft(plain.headers['content-type'], path).toMatch(/^(text\/plain|application\/json)/);
    expect.soft(plain.text, path).toContain(text);
    const shown = await api.get(path).set('Accept', BROWSER).expect(status);
    expect.soft(shown.headers, path).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'same-origin',
      vary: expect.stringContaining('Accept'),
      'content-security-policy': expect.stringMatching(
        /^default-src 'none'; script-src 'self'; style-src 'self'/,
      ),
    });
    expect.soft(shown.headers['content-security-policy'], path).not.toContain('unsafe');
    expect.soft(shown.text, path).toContain(text);
    expect.soft(shown.text, path).not.toContain('<script>alert');
  }
});

test('a file in a browser is the page, and the file itself for everybody else', async () => {
  const { api } = await start();
  const path = '/demo/demo/blob/master/README.md';
  const file = await api.get(path).expect(200);
  expect(file.headers['content-type']).toMatch(/^text\/plain/);
  const raw = await api.get(path.replace('blob', 'raw')).set('Accept', BROWSER).expect(200);
  expect(raw.text).toBe(file.text);
  const shown = await api.get(path).set('Accept', BROWSER).expect(200);
  expect(shown.headers['content-type']).toMatch(/^text\/html/);
});

test('the files of the page may be cached for ever, and are compressed for clients that accept it', async () => {
  const { api } = await start();
  const { text } = await api.get('/').set('Accept', BROWSER).expect(200);
  const [, script = ''] = /src="\.(\/-\/assets\/[^"]+\.js)"/.exec(text) ?? [];
  const zipped = await api.get(script).set('Accept-Encoding', 'gzip').expect(200);
  expect(zipped.headers).toMatchObject({
    'content-type': 'text/javascript; charset=utf-8',
    'content-encoding': 'gzip',
    'cache-control': 'public, max-age=31536000, immutable',
  });
  const plain = await api.get(script).set('Accept-Encoding', 'identity').expect(200);
  expect(plain.headers['content-encoding']).toBeUndefined();
  expect(plain.text).toBe(zipped.text);
  await api.get('/-/assets/..%2Findex.html').expect(404);
});

test('a server whose page has not been built shows plain text, and answers everything else', async () => {
  const { api } = await start({ internals: { webFolder: '/nowhere' } });
  const shown = await api.get('/demo/demo').set('Accept', BROWSER).expect(200);
  expect(shown.headers['content-type']).toBe('text/plain; charset=utf-8');
  await api.get('/-/assets/index.js').expect(404);
});

test('in strict a browser gets the page without a password prompt, and its content needs a token', async () => {
  const { api } = await start({ settings: { auth: 'strict' } });
  await api.get('/').set('Accept', BROWSER).expect(200);
  const { text } = await api.get('/').expect(200);
  expect(text).toMatch(/git clone "http:\/\/token:\$TOKEN@.*\ncurl -H "PRIVATE-TOKEN: \$TOKEN" http/);
  const refused = await api.get('/demo/demo').set('Accept', BROWSER).expect(401);
  expect(refused.headers['www-authenticate']).toMatch(/^Bearer /);
  expect(refused.text).toContain('<div id="page">');
  await api.get('/-/deliveries/some').set('Accept', BROWSER).expect(401);
  await api.get('/_mock/events').expect(401);
});

test('nobody can be called "-": what lies below it is the page', async () => {
  const { api } = await start();
  const { body } = await api.put('/_mock/repositories/-/demo').send({}).expect(422);
  expect(body.message).toContain('"-"');
  await api.post('/api/v5/user/repos').send({ name: 'deliveries', path: '-' }).expect(422);
});

test('the list of events shows those with such a delivery, and one of them', async () => {
  const { api, hook, inbox, clone, settled } = await start();
  const good = await hook({ url: inbox.url, push_events: true });
  const bad = await hook({ url: 'http://127.0.0.1:1/', tag_push_events: true, push_events: false });
  const work = await clone();
  const sha = await work.commit('one');
  await work.push();
  await work.git('tag', 'v1');
  await work.git('push', 'origin', 'v1');
  await settled();
  const found = async (query: object) =>
    (await api.get('/_mock/events').query(query).expect(200)).body.items.map(
      ({ event }: { event: string }) => event,
    );
  expect(await found({})).toEqual(['Tag Push Hook', 'Push Hook']);
  expect(await found({ hook: good })).toEqual(['Push Hook']);
  expect(await found({ status: 'failed' })).toEqual(['Tag Push Hook']);
  expect(await found({ hook: good, status: 'failed' })).toEqual([]);
  expect(await found({ event: 'push' })).toEqual(['Push Hook']);
  const [tag, push] = (await api.get('/_mock/events').expect(200)).body.items;
  expect((await api.get(`/_mock/events/${push.id}`).expect(200)).body).toEqual(push);
  expect(push.payload.after).toBe(sha);
  await api.get('/_mock/events/9999').expect(404);
  const { items } = (await api.get(`/_mock/deliveries?event_id=${push.id},${tag.id}`).expect(200)).body;
  expect(items).toMatchObject([
    { event_id: tag.id, hook_id: bad, latest_attempt: { error: expect.any(String) } },
    { event_id: push.id, hook_id: good, latest_attempt: { url: inbox.url, status: 200 } },
  ]);
  await api.get('/_mock/deliveries?event_id=x').expect(422);
});
