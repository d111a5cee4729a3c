import { join } from 'node:path';
import request from 'supertest';
import { expect, test } from 'vitest';
import { Clone } from '../support/git/clone.js';
import { Inbox } from '../support/http/inbox.js';
import { makeRoom, startWithLargestFile } from '../support/server/limited-files.js';
import { ServerProcess } from '../support/server/server-process.js';
import { mountTrouble, smallDisk } from '../support/server/small-disk.js';
import { start } from '../support/server/start.js';

/** What the log of events tells of pushes. */
const pushed = (events: {
  readonly items: readonly { readonly kind: string; readonly payload: { readonly after?: string } }[];
}) => events.items.flatMap(({ kind, payload }) => (kind === 'branch-moved' ? [payload.after] : []));

const REPOSITORY = '/api/v5/repos/demo/demo';
const FLAGS = ['--port', '0', '--log-format', 'json'];

/** Writes until the disk takes not even a page. */
async function writeUntilNothingGoes(url: string): Promise<void> {
  for (const bytes of [50_000, 5_000, 1]) await commentUntilRefused(url, bytes);
  const { body: notes } = await request(url).get(`${REPOSITORY}/comments`).expect(200);
  const note = `${REPOSITORY}/comments/${notes[0].id}`;
  // What fails may have wanted more than one page: the server looks whether a single one still goes, which takes it.
  do while ((await request(url).patch(note).send({ body: 'shorter' })).status === 200);
  while ((await request(url).get('/_mock/ready')).status === 200);
}

/** A data folder that a server has been started on, and stopped. */
async function usedFolder(data?: string): Promise<string> {
  const { dataFolder, stop } = await start(data === undefined ? {} : { settings: { data } });
  await stop();
  return dataFolder;
}

/** Comments of about so many bytes until the database takes no more. @returns the refusal */
async function commentUntilRefused(url: string, bytes: number) {
  const { body: commits } = await request(url).get(`${REPOSITORY}/commits`).expect(200);
  for (;;) {
    const answer = await request(url)
      .post(`${REPOSITORY}/commits/${commits[0].sha}/comments`)
      .send({ body: 'x'.repeat(bytes) });
    if (answer.status >= 300) return answer;
  }
}

test('data answered with success after failed writes is there after a kill', async () => {
  const data = await usedFolder();
  const inbox = await Inbox.open();
  const server = await startWithLargestFile(850, [...FLAGS, '--data', data]);
  for (let time = 0; time < 2; time += 1) {
    const { status, body } = await commentUntilRefused(server.url, 300_000);
    expect({ status, body }).toMatchObject({
      status: 503,
      body: {
        error_code_name: 'SERVICE_UNAVAILABLE',
        error_message: expect.stringMatching(/disk I\/O error/),
      },
    });
  }
  const api = request(server.url);
  await api.post(`${REPOSITORY}/hooks`).send({ url: inbox.url }).expect(200);
  const clone = await Clone.of(`${server.url}/demo/demo.git`);
  const sha = await clone.commit('after the failure');
  await clone.push();
  await inbox.next();
  const { body: events } = await api.get('/_mock/events').expect(200);
  expect(pushed(events)).toEqual([sha]);
  await server.kill('SIGKILL');

  const again = await ServerProcess.ready([...FLAGS, '--data', data]);
  const { body: hooks } = await request(again.url).get(`${REPOSITORY}/hooks`).expect(200);
  expect(hooks).toMatchObject([{ url: inbox.url }]);
  expect(pushed((await request(again.url).get('/_mock/events').expect(200)).body)).toEqual([sha]);
});

test('while nothing can be written the server is not ready, refuses pushes with a sentence, and recovers by itself', async () => {
  const data = await usedFolder();
  const server = await startWithLargestFile(300, [...FLAGS, '--data', data]);
  const api = request(server.url);
  await api.get('/_mock/ready').expect(200);
  await writeUntilNothingGoes(server.url);
  const { body } = await api.get('/_mock/ready').expect(503);
  expect(body.error_message).toMatch(/cannot do this now, because .*disk I\/O error.*; try again later$/);
  await api.get(REPOSITORY).expect(200);

  const clone = await Clone.of(`${server.url}/demo/demo.git`);
  const before = await clone.sha();
  await clone.commit('too early');
  await expect(clone.push()).rejects.toThrow(/The server cannot do this now, because .*disk I\/O error/);
  expect(await (await Clone.of(`${server.url}/demo/demo.git`)).sha()).toBe(before);

  makeRoom(data);
  await api.get('/_mock/ready').expect(200);
  await clone.push();
  expect(pushed((await api.get('/_mock/events').expect(200)).body)).toEqual([await clone.sha()]);
});

test('a server whose last outcomes cannot be written stops all the same, and sends them again after its next start', async () => {
  const data = await usedFolder();
  const server = await startWithLargestFile(300, [...FLAGS, '--data', data]);
  const inbox = await Inbox.open();
  const api = request(server.url);
  const { body: hook } = await api.post(`${REPOSITORY}/hooks`).send({ url: inbox.url }).expect(200);
  const answered = new Promise<() => void>((resolve) => {
    inbox.answer = (_call, response) => resolve(() => response.end());
  });
  await api.post(`${REPOSITORY}/hooks/${hook.id}/tests`).expect(204);
  const answer = await answered;
  await writeUntilNothingGoes(server.url);
  const first = await inbox.next();
  inbox.answer = (_call, response) => void response.end();
  answer();
  expect((await server.kill('SIGTERM')).code).toBe(0);

  await ServerProcess.ready([...FLAGS, '--data', data]);
  expect((await inbox.next()).headers['x-atomgit-delivery']).toBe(first.headers['x-atomgit-delivery']);
});

const trouble = mountTrouble();

test.skipIf(trouble !== null)(
  `with a full disk callers get 507, and a push that git could still take is on record when there is room${trouble === null ? '' : ` (skipped: ${trouble})`}`,
  async () => {
    const disk = await smallDisk();
    const data = await usedFolder(join(disk.folder, 'data'));
    const server = await ServerProcess.ready([...FLAGS, '--data', data]);
    const inbox = await Inbox.open();
    const api = request(server.url);
    await api.post(`${REPOSITORY}/hooks`).send({ url: inbox.url }).expect(200);
    const clone = await Clone.of(`${server.url}/demo/demo.git`);
    const shas = [await clone.commit('taken by git alone'), await clone.commit('after it')];

    // Room for git's few small files, not for the pages that the event needs: its message is long.
    await clone.git('commit', '--quiet', '--amend', '--allow-empty', '--message', 'x'.repeat(40_000));
    shas[1] = await clone.sha();
    disk.fill(72 * 1024);
    await expect(clone.push()).rejects.toThrow(
      /remote: The refs have moved, but their events are not recorded yet, because the disk of the data folder is full \(database or disk is full\)/,
    );
    const { status, body } = await commentUntilRefused(server.url, 300_000);
    expect({ status, body }).toMatchObject({
      status: 507,
      body: {
        error_code_name: 'INSUFFICIENT_STORAGE',
        error_message: expect.stringMatching(/is full .*; try again when there is room$/),
      },
    });
    expect(pushed((await api.get('/_mock/events').expect(200)).body)).toEqual([]);

    disk.free();
    expect((await inbox.next()).body).toMatchObject({ after: shas[1] });
    await api.get('/_mock/ready').expect(200);
    await server.kill('SIGKILL');
    const again = await ServerProcess.ready([...FLAGS, '--data', data]);
    const { body: events } = await request(again.url).get('/_mock/events').expect(200);
    expect(pushed(events)).toEqual([shas[1]]);
  },
);
