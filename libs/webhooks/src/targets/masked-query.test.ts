import { expect, test } from 'vitest';
import { withMaskedQuery } from './masked-query.js';

const masked = (query: string) => withMaskedQuery(`http://127.0.0.1/path?${query}`).split('?')[1];

test.each([
  'token',
  'TOKEN',
  'access_token',
  'accessToken',
  'private-token',
  'x-hook-secret',
  'hookSecret',
  'client_secret',
  'password',
  'passwd',
  'pwd',
  'key',
  'api_key',
  'apikey',
  'APIKEY',
  'auth',
  'authorization',
  'sig',
  'signature',
  'code',
  'credential',
  'aws.session',
  'token[]',
  'a%5Btoken%5D',
  '%74oken',
])('the value of %s is masked', (name) => {
  expect(masked(`job=1&${name}=abc&b=2`)).toBe(`job=1&${name}=***&b=2`);
});

test.each([
  'job=demo',
  'branch=release/2026-11-24-candidate',
  'author=ada',
  'monkey=1',
  'design=2',
  'token=',
  'keyboard=us&;=',
  'url=http%3A%2F%2F127.0.0.1%2F',
  'bad=%ZZ%',
  'verbose',
])('%s is shown as it is', (query) => {
  expect(masked(query)).toBe(query);
});

test.each([
  ['k=9f1c7e52b8a04d6e', 'k=***'],
  ['id=0b2f7c1e-93d4-4c55-8a67-1f0e9d8c7b6a', 'id=***'],
  ['9f1c7e52b8a04d6e', '***'],
  ['a=1;token=b=c;x', 'a=1;token=***;x'],
  ['token=a?b&c=d', 'token=***&c=d'],
])('%s looks like a secret, and is shown as %s', (query, shown) => {
  expect(masked(query)).toBe(shown);
});

test('a path without a query is left alone', () => {
  expect(withMaskedQuery('/token=abc')).toBe('/token=abc');
});
