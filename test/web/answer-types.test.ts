import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { answerTypes, namedOperations } from '../support/documents/answer-types.js';
import { start } from '../support/server/start.js';

const PAGE = fileURLToPath(new URL('../../apps/web/src', import.meta.url));

test('the page reads answers by the types that the OpenAPI document gives them', async () => {
  const { api } = await start();
  const { body } = await api.get('/_mock/openapi.json').expect(200);
  const types = await answerTypes(body.paths, namedOperations(PAGE));
  await expect(types).toMatchFileSnapshot('../../apps/web/src/api/answers.ts');
});
