import { Readable } from 'node:stream';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readPushRequest } from './push-request.js';

const [A, B] = ['a'.repeat(40), 'b'.repeat(40)];
const packet = (text: string) => (Buffer.byteLength(text) + 4).toString(16).padStart(4, '0') + text;
const update = { ref: 'refs/heads/master', before: A, after: B };

/** Cut into pieces of those lengths, and the rest. */
function inPieces(text: string, lengths: readonly number[]): Readable {
  const bytes = Buffer.from(text);
  const pieces: Buffer[] = [];
  let start = 0;
  for (const length of lengths) {
    pieces.push(bytes.subarray(start, start + length));
    start += length;
  }
  pieces.push(bytes.subarray(start));
  return Readable.from(
    pieces.filter(({ length }) => length > 0),
    { objectMode: false },
  );
}

async function rest(input: Readable): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of input) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

test('commands and push options are read, and all is put back, however the body comes in', async () => {
  const body = [
    packet(`shallow ${A}\n`),
    packet(`${A} ${B} refs/heads/master\0report-status side-band-64k push-options`),
    '0000',
    packet('ci.skip'),
    packet('grüße\n'),
    '0000',
    'PACK0000',
  ].join('');
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 12 }), async (lengths) => {
      const input = inPieces(body, lengths);
      expect(await readPushRequest(input)).toEqual({
        commands: [update],
        pushOptions: ['ci.skip', 'grüße'],
        hasSideBand: true,
        isComplete: true,
      });
      expect(await rest(input)).toBe(body);
    }),
  );
});

test('without announced push options, nothing after the commands is taken for one', async () => {
  const body = `${packet(`${A} ${B} refs/heads/master\0report-status`)}0000${packet('ci.skip')}0000`;
  expect(await readPushRequest(inPieces(body, []))).toEqual({
    commands: [update],
    pushOptions: [],
    hasSideBand: false,
    isComplete: true,
  });
});

test.each(['', 'PACK', '0003', packet(`${A} ${B} refs/heads/master\0report-status`)])(
  'what is no push, or none to its end, asks for nothing: %j',
  async (body) => {
    expect(await readPushRequest(inPieces(body, []))).toMatchObject({
      commands: [],
      pushOptions: [],
      isComplete: false,
    });
  },
);

const CERTIFICATE = [
  `certificate version 0.1\n${A} ${B} refs/heads/header\n\n`,
  `${A} ${B} refs/heads/master\n-----BEGIN SSH SIGNATURE-----\n\n${A} ${B} refs/heads/signature\n`,
].join('');

test('a certificate holds the commands between header and signature, wherever its packets are cut', async () => {
  const end = packet('push-cert-end\n');
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 0, max: CERTIFICATE.length }), async (at) => {
      const pieces = [CERTIFICATE.slice(0, at), CERTIFICATE.slice(at)].map(packet);
      const body = [
        packet('push-cert\0report-status push-options'),
        ...pieces,
        end,
        '0000',
        packet('a'),
        '0000',
      ];
      expect(await readPushRequest(inPieces(body.join(''), []))).toMatchObject({
        commands: [update],
        pushOptions: ['a'],
        isComplete: true,
      });
    }),
  );
});

test.each([
  ['no command', 'hello'],
  ['an empty packet', ''],
  ['a ref with a line break', `${A} ${B} refs/heads/master\n\n`],
  ['a certificate without commands', 'push-cert', `certificate version 0.1\n`],
  ['a certificate with something else', 'push-cert', `certificate version 0.1\n\nhello\n`],
])('a push in which something is not understood asks for nothing: %s', async (_, ...lines) => {
  const body = [...lines, `${A} ${B} refs/heads/x`].map(packet).join('');
  expect(await readPushRequest(inPieces(`${body}0000`, []))).toMatchObject({
    commands: [],
    isComplete: false,
  });
});
