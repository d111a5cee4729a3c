import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { expect, test } from 'vitest';
import { UnitOfWork } from '#domain';
import { start } from '../support/server/start.js';

test('what waits for a commit happens, even when something else that waited for it fails', async () => {
  let application: NestFastifyApplication | undefined;
  await start({ internals: { observe: (app) => (application = app) } });
  const unitOfWork = application?.get<UnitOfWork>(UnitOfWork);
  const done: string[] = [];
  const committed = unitOfWork?.run((tx) => {
    unitOfWork.afterCommit(tx, () => done.push('first'));
    unitOfWork.afterCommit(tx, () => {
      throw new Error('no room');
    });
    unitOfWork.afterCommit(tx, () => done.push('last'));
    return Promise.resolve();
  });
  await expect(committed).rejects.toThrow('no room');
  expect(done).toEqual(['first', 'last']);
});
