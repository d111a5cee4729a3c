import { expect, test } from 'vitest';
import { start } from '../support/server/start.js';

test('deliveries are verified by event, matchers, count and order, and mismatches are shown with a diff', async () => {
  const server = await start({ hook: { push_events: true, tag_push_events: true } });
  const { api, clone, settled } = server;
  const work = await clone();
  await work.commit('one');
  await work.push();
  await work.push('HEAD:refs/tags/v1');
  await work.commit('two');
  await work.push();
  await settled();
  const verify = (expected: unknown[], more = {}) =>
    api.post('/_mock/verify').send({ expect: expected, ...more });

  const push = { event: 'push', ref: 'refs/heads/master', status: 'delivered' };
  const tag = { event: 'Tag Push Hook', 'body.user_id': 1, count: 1 };
  const { body: passed } = await verify([
    { ...push, count: 2 },
    { ...push, count: { at_least: 1, at_most: 2 } },
    tag,
    { event: 'note_events', count: 0 },
    { repository: 'Demo/DEMO', count: { at_least: 3 } },
    { 'body.commits.0.message': 'two\n' },
  ]).expect(200);
  expect(passed).toMatchObject({
    pass: true,
    results: [{ pass: true, found: 2 }, {}, { found: 1 }, {}, {}, {}],
  });

  await verify([push, tag, { ...push, 'body.commits.0.message': 'two\n' }], { in_order: true }).expect(200);
  const { body: disordered } = await verify([tag, { ...push, count: 2 }], { in_order: true }).expect(406);
  expect(disordered.results).toMatchObject([{ pass: true }, { pass: false, found: 2 }]);
  expect(disordered.error_message).toMatch(/^2\. Push Hook with ref = .* came too early$/);

  const { body: failed } = await verify([
    { event: 'Push Hook', ref: 'refs/heads/main', 'body.total_commits_count': 1 },
    tag,
    { ...push, count: { at_most: 1 } },
    { event: 'tag_push', count: 0 },
  ]).expect(406);
  expect(failed).toMatchObject({
    error_code: 406,
    pass: false,
    results: [
      {
        pass: false,
        found: 0,
        expected: { event: 'Push Hook', ref: 'refs/heads/main', count: { at_least: 1, at_most: null } },
        nearest_misses: [
          {
            event: 'Push Hook',
            diff: [{ field: 'ref', expected: 'refs/heads/main', actual: 'refs/heads/master' }],
          },
          { diff: [{ field: 'ref' }] },
          { event: 'Tag Push Hook' },
        ],
      },
      { pass: true, problem: null },
      { pass: false, problem: 'expected at most 1, found 2 among 3 deliveries', nearest_misses: [] },
      { pass: false, problem: 'expected none, found 1 among 3 deliveries' },
    ],
  });
  const [first, second] = failed.error_message.split('\n');
  expect(first).toBe(
    '1. Push Hook with ref = refs/heads/main, body.total_commits_count = 1: expected at least 1, found 0 among 3 deliveries',
  );
  expect(second).toMatch(
    /^ {3}near: Push Hook of demo\/demo \([0-9a-f-]{36}\): ref is "refs\/heads\/master"$/,
  );
});

test('an invalid expectation is refused with the reason', async () => {
  const { api } = await start();
  const refusals: [unknown, RegExp][] = [
    [{}, /^expect must be a list/],
    [{ expect: [] }, /^expect must have something/],
    [{ expect: [{}], order: true }, /has no field "order": there are expect, in_order/],
    [{ expect: [{ colour: 'red' }] }, /colour cannot be asked for/],
    [{ expect: [{ event: 'pull' }] }, /^expect\.0\.event must be one of/],
    [{ expect: [{ count: -1 }] }, /^expect\.0\.count must be/],
    [{ expect: [{ count: { atleast: 1 } }] }, /^expect\.0\.count has no field "atleast"/],
    [{ expect: [7] }, /^expect\.0 must be an object/],
  ];
  for (const [sent, message] of refusals) {
    const { body } = await api
      .post('/_mock/verify')
      .send(sent as object)
      .expect(422);
    expect(body.error_message).toMatch(message);
  }
});
