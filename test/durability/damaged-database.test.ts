import Database from 'better-sqlite3';
import { open, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ServerProcess } from '../support/server/server-process.js';
import { start } from '../support/server/start.js';

/** Writes garbage where a table begins. */
async function damage(data: string, table: string): Promise<void> {
  const file = join(data, 'atomgit-mock.sqlite');
  const database = new Database(file);
  const root = Number(
    database.prepare('SELECT rootpage FROM sqlite_master WHERE name = ?').pluck().get(table),
  );
  const size = Number(database.pragma('page_size', { simple: true }));
  database.close();
  const handle = await open(file, 'r+');
  await handle.write(Buffer.alloc(size, 'garbage'), 0, size, (root - 1) * size);
  await handle.close();
}

const fileOf = (data: string): string => join(data, 'atomgit-mock.sqlite');

test.each([
  ['a file of garbage', (data: string) => writeFile(fileOf(data), 'garbage'.repeat(10_000))],
  ['one that is cut off', (data: string) => truncate(fileOf(data), 6_000)],
  ['one whose list of migrations is damaged', (data: string) => damage(data, 'migrations')],
  ['one whose repositories are damaged', (data: string) => damage(data, 'repositories')],
])('a database that is damaged stops the start with one line: %s', async (_, harm) => {
  const { dataFolder, stop } = await start();
  await stop();
  await harm(dataFolder);
  const finished = await ServerProcess.spawn(['--port', '0', '--data', dataFolder]).finished();
  expect(finished).toMatchObject({
    code: 2,
    stdout: '',
    stderr: expect.stringMatching(
      /^atomgit-mock: the database \S+\/atomgit-mock\.sqlite cannot be read or written, because the database is damaged \([^\n]*\); put a copy of it back, or choose another folder with --data\n$/,
    ),
  });
});

test('damage that is found later answers 503 with a sentence, and the server goes on', async () => {
  const first = await start();
  await first.stop();
  await damage(first.dataFolder, 'notes');
  const { api, clone } = await start({ settings: { data: first.dataFolder } });
  const note = '/api/v5/repos/demo/demo/comments/1';
  for (let time = 0; time < 2; time += 1) {
    const { body } = await api.get(note).expect(503);
    expect(body.error_message).toMatch(/because the database is damaged \(.*malformed\)/);
  }
  const work = await clone();
  const sha = await work.commit('goes on');
  await work.push();
  expect((await api.get('/_mock/events').expect(200)).body.items).toMatchObject([
    { payload: { after: sha } },
  ]);
});
