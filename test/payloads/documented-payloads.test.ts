import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import {
  eventNameOf,
  type BranchMoved,
  type CommitCommented,
  type DomainEvent,
  type MergeRequest,
  type MergeRequestChanged,
  type MergeRequestCommented,
  type Repository,
  type TagMoved,
  type User,
} from '#domain';
import { bodyOf, DEFAULT_DIALECT, linksFrom } from '#payloads';

/** AtomGit's page prints these bodies; ours holds them compact, with the slips mended that docs/quirks.md lists. */
const documented = async (name: string): Promise<string> =>
  (await readFile(new URL(`documented/${name}.json`, import.meta.url), 'utf8')).trim();

const links = linksFrom('https://atomgit.codechina.net');
const atomgit: User = { id: 4, login: 'atomgit', name: 'atomgit', email: 'email@atomgit.com', avatarUrl: '' };
/** What the page's payloads do not show of a merge request. */
const ONLY_IN_OTHER_DIALECTS = {
  testers: [],
  reviewers: [],
  labels: [],
  squash: false,
  prunesSourceBranch: false,
  headSha: '',
  targetCommit: null,
  virtualMergeSha: null,
  mergeCommitSha: null,
  mergedById: null,
};

function sent(event: DomainEvent) {
  const bodyFor = bodyOf(event, DEFAULT_DIALECT, links);
  return { eventName: eventNameOf(event), body: bodyFor?.({ uuid: 'any', hookId: 1 }) };
}

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
      defaultBranch: 'master',
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
    changedPaths: null,
    pushOptions: [],
  };
  expect(sent(event)).toEqual({ eventName: 'Push Hook', body: await documented('push') });
});

test('an event with the values of the documented tag push becomes the documented tag push, byte for byte', async () => {
  const event: TagMoved = {
    kind: 'tag-moved',
    tagged: null,
    pushOptions: [],
    key: 'any',
    at,
    ref: 'refs/tags/v1.0.0',
    before: '0000000000000000000000000000000000000000',
    after: 'eb63d0277e64684236ebf8394b919230c4b8a286',
    pusher: { ...atomgit, id: 1 },
    repository: {
      id: 1,
      owner: 'demo',
      path: 'demo',
      name: 'demo',
      description: '',
      visibility: 'private',
      defaultBranch: 'master',
    },
  };
  expect(sent(event)).toEqual({ eventName: 'Tag Push Hook', body: await documented('tag-push') });
});

const demo: Repository = {
  id: 5,
  owner: 'demo',
  path: 'demo',
  name: 'demo',
  description: 'demo.',
  visibility: 'internal',
  defaultBranch: 'master',
};

test('an event with the values of the documented comment on a commit becomes it, byte for byte', async () => {
  const event: CommitCommented = {
    kind: 'commit-commented',
    key: 'any',
    at,
    repository: demo,
    user: atomgit,
    note: {
      id: 1243,
      body: 'This is a commit comment. How does this work?',
      authorId: 1,
      discussionId: 'f'.repeat(40),
      line: {
        code: 'bec9703f7a456cd2b4ab5fb3220ae016e3e394e3_0_1',
        diff: {
          oldPath: 'six',
          newPath: 'six',
          oldMode: '0',
          newMode: '160000',
          status: 'added',
          blobSha: '409f37c4f05865e4fb208c771485f211a22c4c2d',
          additions: 1,
          deletions: 0,
          diff: '--- /dev/null\n+++ b/six\n@@ -0,0 +1 @@\n+Subproject commit 409f37c4f05865e4fb208c771485f211a22c4c2d\n',
        },
      },
      createdAt: '2019-05-17T18:08:09.000Z',
      updatedAt: '2019-05-17T18:08:09.999Z',
    },
    commit: {
      sha: 'cfe32cf61b73a0d5e9f13e774abde7ff789b1660',
      message: 'Add submodule',
      timestamp: '2019-02-27T10:06:20+02:00',
      author: { name: 'Demo', email: 'demo@gmail.com' },
    },
  };
  expect(sent(event)).toEqual({ eventName: 'Note Hook', body: await documented('note-on-commit') });
});

const committer = { name: 'atomgit', email: 'atomgit@codechina.com' };

test('an event with the values of the documented comment on a request becomes it, byte for byte', async () => {
  const repository = { ...demo, description: 'Aut reprehenderit ut est.' };
  const event: MergeRequestCommented = {
    kind: 'merge-request-commented',
    key: 'any',
    at,
    repository,
    user: atomgit,
    note: {
      id: 1244,
      body: 'This MR needs work.',
      authorId: 1,
      discussionId: 'f'.repeat(40),
      line: null,
      createdAt: '2019-05-17T18:21:36.000Z',
      updatedAt: '2019-05-17T18:21:36.999Z',
    },
    mergeRequest: {
      id: 7,
      iid: 1,
      title: 'Tempora et eos debitis quae laborum et.',
      description:
        'Et voluptas corrupti assumenda temporibus. Architecto cum animi eveniet amet asperiores. ' +
        'Vitae numquam voluptate est natus sit et ad id.',
      state: 'opened',
      mergeStatus: 'cannot_be_merged',
      source: repository,
      sourceId: 5,
      sourceBranch: 'master',
      target: repository,
      targetBranch: 'markdown',
      author: { ...atomgit, id: 8 },
      assignees: [{ user: { ...atomgit, id: 28 }, hasApproved: false }],
      ...ONLY_IN_OTHER_DIALECTS,
      milestoneId: 11,
      lastCommit: {
        sha: '562e173be03b8ff2efb05345d12df18815438a4b',
        message: "Merge branch 'another-branch' into 'master'\n\nCheck in this test\n",
        timestamp: '2019-04-08T21:00:25-07:00',
        author: committer,
      },
      createdAt: '2019-03-01T20:12:53.000Z',
      updatedAt: '2019-03-21T18:27:27.000Z',
    },
  };
  const body = await documented('note-on-merge-request');
  expect(sent(event)).toEqual({ eventName: 'Note Hook', body });
});

test('an event with the values of the documented merge request becomes it, byte for byte', async () => {
  const repository = { ...demo, id: 14 };
  const mergeRequest: MergeRequest = {
    id: 99,
    iid: 1,
    title: 'MS-Viewport',
    description: '',
    state: 'opened',
    mergeStatus: 'unchecked',
    source: repository,
    sourceId: 14,
    sourceBranch: 'ms-viewport',
    target: repository,
    targetBranch: 'master',
    author: { ...atomgit, id: 51 },
    assignees: [{ user: { ...atomgit, id: 6 }, hasApproved: false }],
    ...ONLY_IN_OTHER_DIALECTS,
    milestoneId: null,
    lastCommit: {
      sha: 'da1560886d4f094c3e6c9ef40349f7d38b5d27d7',
      message: 'fixed readme',
      timestamp: '2019-02-03T23:36:29+02:00',
      author: committer,
    },
    createdAt: '2019-09-03T17:23:00.000Z',
    updatedAt: '2019-09-03T17:23:00.999Z',
  };
  const event: MergeRequestChanged = {
    kind: 'merge-request-changed',
    key: 'any',
    at,
    repository,
    user: atomgit,
    action: 'open',
    before: null,
    mergeRequest,
  };
  const body = await documented('merge-request');
  expect(sent(event)).toEqual({ eventName: 'Merge Request Hook', body });
});
