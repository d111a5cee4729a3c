import { expect, test } from 'vitest';
import { targetOf } from './request-target.js';

const asked = (...rawHeaders: string[]) => targetOf({ url: '/x', httpVersion: '1.1', rawHeaders });

test('the one Host header is found among any others, in any case', () => {
  // Some Nodes cannot list the headers by name when one is called like this.
  const target = asked('__proto__', 'host', 'X-Host', 'Host', 'hOST', 'localhost:3900');
  expect(target).toEqual({ path: '/x', authority: { name: 'localhost', port: 3900 } });
  expect(() => asked('Host', 'a', 'host', 'b')).toThrow('The header Host is given 2 times');
  expect(() => asked('X', 'Host')).toThrow('The header Host is missing');
});
