import { expect, test } from 'vitest';
import type { AllowedTargets } from './network-settings.js';
import { ForbiddenAddress, guardedLookup, NetworkPolicy } from './network-policy.js';

const lookedUp = (addresses: readonly string[], allowed: AllowedTargets | null = null) =>
  new Promise((resolve) => {
    const lookup = guardedLookup(new NetworkPolicy(allowed), (_host, _options, done) =>
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
  ['168.63.129.16'],
  ['fd20:ce::254'],
  ['fd00:ec2::23'],
  ['fd00:c1::a9fe:a9fe'],
  ['fd00:42::42'],
  ['fd00:a9fe:a9fe::1'],
  ['fd00:100::100:200'],
  ['::168.63.129.16'],
  ['::ffff:0:169.254.169.254'],
  ['64:ff9b::a83f:8110'],
  ['64:ff9b:1::a9fe:a9fe'],
  // The same, behind prefixes of 48, 56 and 64 bits.
  ['64:ff9b:1:a9fe:a9:fe00::'],
  ['64:ff9b:1:ffa9:fe:a9fe::'],
  ['64:ff9b:1:ff00:a9:fea9:fe00::'],
  ['2002:a9fe:a9fe::'],
  ['2002:6464:64c8::1'],
  // Teredo, by way of its server and to its client.
  ['2001:0:a9fe:a9fe:8000:f227:f5fe:fffe'],
  ['2001:0:4136:e378:8000:f227:5601:5601'],
  ['2001:db8::200:5efe:169.254.169.254'],
])('a name that leads to %s is refused', async (...addresses) => {
  expect(await lookedUp(addresses)).toBeInstanceOf(ForbiddenAddress);
});

test.each([
  ['127.0.0.1'],
  ['10.1.2.3'],
  ['192.168.0.1'],
  ['168.63.129.17'],
  ['::1'],
  ['fd12::1'],
  ['fd00:ec2::253'],
  ['fd20:ce::255'],
  ['::ffff:10.0.0.1'],
  ['64:ff9b:1::a00:1'],
  ['2002:a00:1::1'],
  ['2001:0:4136:e378:8000:f227:f5fe:fffe'],
])('a name that leads to %s is looked up as ever', async (address) => {
  expect(await lookedUp([address])).toMatchObject([{ address }]);
});

const ranges = [
  { address: '127.0.0.0', bits: 8 },
  { address: '::ffff:10.1.0.0', bits: 112 },
  { address: 'fd12::', bits: 16 },
];

test('of the addresses of a name, those that are not on the list are left out', async () => {
  const allowed = { ranges, names: [] };
  const found = await lookedUp(
    ['::1', '127.0.0.9', '10.2.0.1', '10.1.0.1', '::ffff:10.1.0.2', 'fd12::1'],
    allowed,
  );
  const addresses = ['127.0.0.9', '10.1.0.1', '::ffff:10.1.0.2', 'fd12::1'];
  expect(found).toEqual(addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })));
  const all = { ranges: [{ address: '::', bits: 0 }], names: [] };
  for (const ipv4 of ['8.8.8.8', '::ffff:8.8.8.8']) {
    expect(await lookedUp([ipv4], all)).toBeInstanceOf(ForbiddenAddress);
  }
  // The same four bytes, but IPv6 all the same.
  expect(await lookedUp(['::10.1.0.1'], allowed)).toBeInstanceOf(ForbiddenAddress);
});

test.each([
  ['receiver.example', true],
  ['*.example', true],
  ['*.receiver.example', false],
  ['receiver.exampl', false],
  ['eceiver.example', false],
])('a list with the name %s lets receiver.example go where it leads: %s', async (name, isAllowed) => {
  const found = await lookedUp(['10.9.9.9'], { ranges, names: [name] });
  expect(found instanceof ForbiddenAddress).toBe(!isAllowed);
  expect(await lookedUp(['10.9.9.9', '169.254.169.254'], { ranges, names: [name] })).toBeInstanceOf(
    ForbiddenAddress,
  );
});
