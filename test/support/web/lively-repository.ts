import type TestAgent from 'supertest/lib/agent.js';

const REPO = '/api/v5/repos/demo/demo';
const COMMITS = '/_mock/repositories/demo/demo/commits';

const SOURCE = `/** A queue that forgets nothing. */
export class Queue<Item> {
  private readonly items: Item[] = [];

  push(item: Item): number {
    return this.items.push(item);
  }
}
`;

const README = `# demo

A repository with **one of everything**: see [the guide](docs/guide.md).

| what | where |
| --- | --- |
| a queue | \`src/queue.ts\` |

- [x] pushed
- [ ] merged

> 说得好，不如做得好。

\`\`\`ts
export const answer = 42;
\`\`\`
`;

/** Fills demo/demo with one of everything that its pages show, some of it long, some in Chinese. @returns shas of commits */
export async function livelyRepository(api: TestAgent) {
  const make = async (path: string, fields: object) => {
    const { body, status } = await api.post(path.startsWith('/') ? path : `${REPO}/${path}`).send(fields);
    if (status >= 300) throw new Error(`POST ${path}: ${status} ${JSON.stringify(body)}`);
    return body;
  };
  const commit = async (fields: object): Promise<string> => (await make(COMMITS, fields)).sha;
  const first = await commit({
    files: { 'README.md': README, 'src/queue.ts': SOURCE, 'docs/guide.md': '# Guide\n', 'logo.bin': BINARY },
    message: 'Write a queue that forgets nothing\n\nIt is small, and it is enough.',
  });
  await commit({
    branch: 'feature/forget-nothing-at-all-even-when-the-name-is-long',
    parents: [first],
    files: { 'src/queue.ts': SOURCE.replace('private ', ''), 'src/new.ts': 'export const n = 1;\n' },
    message: '队列：让它记住一切',
  });
  await commit({ branch: 'fix', parents: [first], files: { 'README.md': '# demo, said otherwise\n' } });
  const newest = await commit({
    files: { 'README.md': README.replace('everything', 'all') },
    message: 'Say all',
  });
  await make(`tags`, { tag_name: 'v1.0', refs: first, tag_message: 'The first' });
  await make('labels', { name: 'bug', color: '#d73a4a' });
  await make('labels', { name: '需要讨论', color: '#fbca04' });
  await make('milestones', {
    title: 'First release',
    due_on: '2030-01-31',
    description: 'What **we** promised',
  });
  await make('releases', {
    tag_name: 'v1.0',
    name: 'The first',
    body: '- a queue\n- a guide',
    prerelease: true,
  });
  const upload = (await api.get(`${REPO}/releases/v1.0/upload_url?file_name=queue.tgz`).expect(200)).body.url;
  const { pathname, search } = new URL(upload);
  await api
    .put(pathname + search)
    .type('application/octet-stream')
    .send('bytes')
    .expect(200);
  const work = { labels: ['bug', '需要讨论'], milestone: 1, body: 'It **forgets** what it was told.' };
  for (const title of ['The queue forgets', '关闭后无法重新打开', 'A third'])
    await make('/api/v5/repos/demo/issues', { repo: 'demo', title, ...work });
  await api.patch('/api/v5/repos/demo/issues/3').send({ repo: 'demo', state: 'close' }).expect(200);
  await make(`issues/1/comments`, { body: 'Here, too: `push`' });
  await make('pulls', {
    title: 'Forget nothing at all, even when the title of the request is so long that it needs a second line',
    head: 'feature/forget-nothing-at-all-even-when-the-name-is-long',
    base: 'master',
    body: 'closes #1',
    labels: 'bug',
    milestone_number: 1,
  });
  await make('pulls', { title: 'Say it otherwise', head: 'fix', base: 'master' });
  await make(`pulls/1/comments`, { body: 'Why **public**?', path: 'src/queue.ts', position: 3 });
  await make(`commits/${newest}/comments`, { body: 'Good' });
  for (const [context, state] of [
    ['build', 'success'],
    ['lint', 'failure'],
    ['deploy', 'pending'],
  ])
    await make(`statuses/${newest}`, {
      context,
      state,
      description: 'as CI says',
      target_url: 'http://ci.local/1',
    });
  return { first, newest };
}

const BINARY = { content: Buffer.from([0, 1, 2, 255]).toString('base64'), encoding: 'base64' };
