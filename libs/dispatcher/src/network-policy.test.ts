import { expect, test } from 'vitest';
import { ForbiddenAddress, guardedLookup } from './network-policy.js';

const lookedUp = (addresses: readonly string[]) =>
  new Promise((resolve) => {
    const lookup = guardedLookup((_host, _options, done) =>
      done(
        null,
        addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
      ),
    );
    lookup('receiver.example', { all: true }, (error, found) => resolve(error ?? found));
  });

test.each([
  ['169.254.169.254'],
  ['::ffff:169.254.169.254'],
  ['fe80::1'],
  ['fe80::1%eth0'],
  ['64:ff9b::a9fe:a9fe'],
  ['10.0.0.1', '169.254.1.1'],
])('a name that leads to %s is refused', async (...addresses) => {
  expect(await lookedUp(addresses)).toBeInstanceOf(ForbiddenAddress);
});

test.each([['127.0.0.1'], ['10.1.2.3'], ['192.168.0.1'], ['::1'], ['fd12::1'], ['::ffff:10.0.0.1']])(
  'a name that leads to %s is looked up as ever',
  async (address) => {
    expect(await lookedUp([address])).toMatchObject([{ address }]);
  },
);
