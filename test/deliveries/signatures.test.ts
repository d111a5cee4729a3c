import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import type { Call } from '../support/http/inbox.js';
import { openRequest, pushFeature } from '../support/merge-requests/merge-requests.js';
import { start } from '../support/server/start.js';

const COMMENTS = '/api/v5/repos/demo/demo/pulls/1/comments';
const EVERYTHING = {
  push_events: true,
  tag_push_events: true,
  merge_requests_events: true,
  note_events: true,
};
const KINDS = new Set(['Merge Request Hook', 'Note Hook', 'Push Hook', 'Tag Push Hook']);

/** On every machine that has git; nothing that `npm ci` installs. */
const COMMAND = 'openssl';

/** What a person types who does not trust us; a key in hexadecimal may have any bytes. */
function signedByHand(bytes: Buffer, key: readonly string[]): string {
  const printed = execFileSync(COMMAND, ['dgst', '-sha256', ...key], { input: bytes }).toString();
  return `sha256=${/[0-9a-f]{64}$/.exec(printed.trim())?.[0]}`;
}

const plainKey = (secret: string) => ['-hmac', secret];
const hexKey = (secret: string) => [
  '-mac',
  'HMAC',
  '-macopt',
  `hexkey:${Buffer.from(secret).toString('hex')}`,
];

const secretsOf = ({ headers }: Call) => ({
  token: headers['x-atomgit-token'],
  signature: headers['x-atomgit-signature-256'],
});

/** An event of each kind for every hook of demo/demo: pushes, a tag, a merge request, a comment on it. */
async function everyKind(server: Awaited<ReturnType<typeof start>>) {
  const work = await server.clone();
  await pushFeature(work);
  await work.git('tag', '--annotate', '--message', 'Über 版本 🎉', 'v1');
  await work.push('v1');
  await openRequest(server, { title: 'Ein "Anfang" – 开始 \u2028' });
  await server.api.post(COMMENTS).send({ body: 'Schön \\ 好 🎉\r\n\tzweite Zeile' }).expect(200);
  await server.settled();
}

const kindsOf = (calls: readonly Call[]) => new Set(calls.map(({ headers }) => headers['x-atomgit-event']));

test.each([
  ['a secret in ASCII, given as text,', 's3cret "quoted" $HOME', plainKey],
  ['a secret in ASCII, given in hexadecimal,', 's3cret "quoted" $HOME', hexKey],
  ['a secret beyond ASCII', 'gêheim 密码 🔑', hexKey],
])(
  'openssl confirms the signature with %s over the very bytes of every kind of event, and of redeliveries',
  async (_, secret, key) => {
    const server = await start({ hook: { ...EVERYTHING, password: secret, encryption_type: 1 } });
    const { api, inbox } = server;
    await everyKind(server);
    const calls = inbox.rest();
    expect(kindsOf(calls)).toEqual(KINDS);
    for (const call of calls)
      expect(secretsOf(call)).toEqual({ token: undefined, signature: signedByHand(call.bytes, key(secret)) });

    await api.post('/_mock/deliveries/redeliver').expect(202);
    await server.settled();
    const repeated = inbox.rest();
    expect(repeated.map(({ text }) => text)).toEqual(calls.map(({ text }) => text));
    expect(repeated.map(secretsOf)).toEqual(calls.map(secretsOf));
  },
);

test('a redelivery is signed with the secret that the hook has by then', async () => {
  const server = await start({ hook: { password: 'before', encryption_type: 1 } });
  const { api, inbox, hookId, clone, settled } = server;
  await pushFeature(await clone());
  await api.patch(`/api/v5/repos/demo/demo/hooks/${hookId}`).send({ password: 'after' }).expect(200);
  await api.post('/_mock/deliveries/redeliver').expect(202);
  await settled();
  const [first, again] = await inbox.several(2);
  expect(again?.bytes).toEqual(first?.bytes);
  const bytes = first?.bytes ?? Buffer.alloc(0);
  expect(inbox.history.map(secretsOf).map(({ signature }) => signature)).toEqual([
    signedByHand(bytes, plainKey('before')),
    signedByHand(bytes, plainKey('after')),
  ]);
});

test('without encryption the secret itself travels with every kind of event, as UTF-8, and no signature', async () => {
  const secret = 'gêheim 密码 🔑';
  const server = await start({ hook: { ...EVERYTHING, password: secret, encryption_type: 0 } });
  await everyKind(server);
  const calls = server.inbox.rest();
  expect(kindsOf(calls)).toEqual(KINDS);
  for (const call of calls) {
    const { token = '', signature } = secretsOf(call);
    expect(Buffer.from(token, 'latin1').toString()).toBe(secret);
    expect(signature).toBeUndefined();
  }
});
