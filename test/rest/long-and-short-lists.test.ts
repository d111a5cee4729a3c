import { expect, test } from 'vitest';
import { openRequest, PULLS } from '../support/merge-requests/merge-requests.js';
import { start } from '../support/server/start.js';

const REPO = '/api/v5/repos/demo/demo';
/** One more than a page has elsewhere. */
const MANY = 21;

test('commits and files of a request and contributors have more than 20 to a page, other lists are paged by 20 or come whole', async () => {
  const server = await start();
  const { api } = server;
  const work = await server.clone();
  const head = await work.sha();
  const commits = Array.from({ length: MANY }, (_, index) => {
    const who = `Person ${index} <${index}@example.com> ${1_700_000_000 + index} +0000`;
    const from = index === 0 ? `from ${head}\n` : '';
    return `commit refs/heads/feature\nauthor ${who}\ncommitter ${who}\ndata 1\nx\n${from}M 644 inline ${index}.txt\ndata 1\nx\n`;
  });
  await work.import(commits.join(''));
  await work.git('push', '--quiet', 'origin', 'feature');
  await openRequest(server);
  for (const list of ['commits', 'files']) {
    const { body } = await api.get(`${PULLS}/1/${list}`).expect('total_page', '1').expect(200);
    expect(body).toHaveLength(MANY);
  }
  expect((await api.get(`${REPO}/commits?sha=feature`).expect(200)).body).toHaveLength(20);
  await api.put(`${PULLS}/1/merge`).send({}).expect(200);
  const contributors = await api.get(`${REPO}/contributors`).expect('total_page', '1').expect(200);
  expect(contributors.body.length).toBeGreaterThanOrEqual(MANY);

  const labels = ['bug', 'docs'];
  await api
    .post('/api/v5/repos/demo/issues')
    .send({ repo: 'demo', title: 'One', labels: 'bug,docs' })
    .expect(200);
  await api.post(`${PULLS}/1/labels`).send(labels).expect(201);
  for (const list of [
    'issues/1/labels',
    'pulls/1/labels',
    'file_list',
    'contributors/statistic',
    'contents',
  ]) {
    const { body, headers } = await api.get(`${REPO}/${list}?per_page=1`).expect(200);
    expect(body.length).toBeGreaterThan(1);
    expect(headers).not.toHaveProperty('total_count');
  }
});
