import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import type { BranchMoved, TagMoved, User } from '#domain';
import { linksFrom, webhook } from '#payloads';

/** AtomGit's page prints these bodies; ours holds them compact, with the slips that docs/quirks.md lists mended. */
const documented = async (name: string): Promise<string> =>
  (await readFile(new URL(`documented/${name}.json`, import.meta.url), 'utf8')).trim();

const links = linksFrom('https://atomgit.codechina.net');
const atomgit: User = { id: 4, login: 'atomgit', name: 'atomgit', email: 'email@atomgit.com', avatarUrl: '' };
const author = { name: 'atomgit', email: 'email@atomgit.com' };
const at = '2019-01-03T15:36:29.000Z';

test('an event with the values of the documented push becomes the documented push, byte for byte', async () => {
  const event: BranchMoved = {
    kind: 'branch-moved',
    key: 'any',
    at,
    ref: 'refs/heads/master',
    before: 'f2e2d577fab1562a6239b82721fd9827e05fdce6',
    after: 'eb63d0277e64684236ebf8394b919230c4b8a286',
    pusher: atomgit,
    repository: {
      id: 15,
      owner: 'demo',
      path: 'demo',
      name: 'Diaspora',
      description: '',
      visibility: 'private',
    },
    commits: [
      {
        sha: 'f2e2d577fab1562a6239b82721fd9827e05fdce6',
        message: 'Update readme.',
        timestamp: '2019-01-01T00:08:00+08:00',
        author,
      },
      {
        sha: 'eb63d0277e64684236ebf8394b919230c4b8a286',
        message: 'fixed readme',
        timestamp: '2019-01-03T23:36:29+08:00',
        author,
      },
    ],
    totalCommits: 2,
  };
  expect(webhook(event, links)).toEqual({ eventName: 'Push Hook', body: await documented('push') });
});

test('an event with the values of the documented tag push becomes the documented tag push, byte for byte', async () => {
  const event: TagMoved = {
    kind: 'tag-moved',
    key: 'any',
    at,
    ref: 'refs/tags/v1.0.0',
    before: '0000000000000000000000000000000000000000',
    after: 'eb63d0277e64684236ebf8394b919230c4b8a286',
    pusher: { ...atomgit, id: 1 },
    repository: { id: 1, owner: 'demo', path: 'demo', name: 'demo', description: '', visibility: 'private' },
  };
  expect(webhook(event, links)).toEqual({ eventName: 'Tag Push Hook', body: await documented('tag-push') });
});
