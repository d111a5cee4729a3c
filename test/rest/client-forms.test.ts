import { expect, test } from 'vitest';
import { start } from '../support/server/start.js';

const REPO = '/api/v5/repos/demo/demo';

test('forms say with empty text that something is left out, in numbers, booleans, words and times', async () => {
  const { api, clone } = await start();
  await (await clone()).push('HEAD:refs/heads/other');
  const send = (path: string, fields: object) => api.post(path).type('form').send(fields);
  const issue = {
    repo: 'demo',
    title: 'A',
    body: '',
    labels: '',
    assignee: '',
    milestone: '',
    security_hole: '',
  };
  expect((await send('/api/v5/repos/demo/issues', issue).expect(200)).body).toMatchObject({
    title: 'A',
    milestone: null,
  });
  const hook = { url: 'http://127.0.0.1:9/', push_events: '1', note_events: '', encryption_type: '' };
  expect((await send(`${REPO}/hooks`, hook).expect(200)).body).toMatchObject({
    push_events: true,
    note_events: false,
  });
  await send(`${REPO}/contents/a.txt`, { content: 'aGk=', message: 'm', branch: 'other' }).expect(200);
  const pull = { title: 'T', head: 'other', base: 'master', milestone_number: '', draft: '', squash: '' };
  await send(`${REPO}/pulls`, pull).expect(200);
  for (const query of ['state=&milestone_number=&page=&per_page=', 'sort=&direction=&since='])
    expect((await api.get(`${REPO}/pulls?${query}`).expect(200)).body).toHaveLength(1);
  const merge = { merge_method: '', prune_source_branch: '' };
  expect((await api.put(`${REPO}/pulls/1/merge`).type('form').send(merge).expect(200)).body.merged).toBe(
    true,
  );
  // What has to be there is still missed.
  await send(`${REPO}/labels`, { name: '', color: '#ff0000' }).expect(422);
});

test('an address with a slash at its end is the same, for both APIs and for pages', async () => {
  const { api } = await start();
  for (const path of ['/api/v5/user', REPO, `${REPO}/branches`, '/repos/demo/demo', '/demo/demo'])
    expect((await api.get(`${path}/`).expect(200)).text).toBe((await api.get(path).expect(200)).text);
  await api.post(`${REPO}/hooks/`).send({ url: 'http://127.0.0.1:9/' }).expect(200);
  await api.get(`${REPO}/contents/`).expect(200);
});
