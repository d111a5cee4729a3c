import { expect, test } from 'vitest';
import { ruleFor } from './wildcard.js';

const suits = (wildcard: string, name: string) => ruleFor([{ wildcard }], name) !== null;

test.each([
  ['*', ['', 'a', 'a/b'], []],
  ['release/*', ['release/', 'release/1/2'], ['release', 'a/release/1']],
  ['*-lts', ['1-lts', '-lts'], ['1-lts2']],
  ['a*a', ['aa', 'aba'], ['a', 'ab']],
  ['v*.*.*', ['v1.2.3', 'v1..2'], ['v1.2', 'v1a2b3']],
  ['*ab*b', ['abb', 'xabab'], ['ab', 'abc']],
  ['a.c', ['a.c'], ['abc']],
])('the wildcard %j suits names whose parts are in its order', (wildcard, suiting, others) => {
  expect(suiting.filter((name) => !suits(wildcard, name))).toEqual([]);
  expect(others.filter((name) => suits(wildcard, name))).toEqual([]);
});

test('a wildcard of many stars is compared at once with a long name', () => {
  expect(suits('*a*a*a*a*a*a*a*a*a*a*b', 'a'.repeat(240))).toBe(false);
});
