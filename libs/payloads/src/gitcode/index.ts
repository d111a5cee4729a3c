import type { Bodies, Dialect } from '../dialect.js';
import { issueNotePayload } from './issue-note.js';
import { issuePayload } from './issue.js';
import { mergeRequestPayload } from './merge-request.js';
import { commitNotePayload, mergeRequestNotePayload } from './note.js';
import type { Payloads } from './payloads.js';
import { pushPayload } from './push.js';
import schemas from './schemas.json' with { type: 'json' };
import { tagPushPayload } from './tag-push.js';
import { testHookPayload } from './test-hook.js';

/** The payloads that production sends today. */
export const gitcode: Dialect = {
  name: 'gitcode',
  headers: {
    userAgent: 'git-gitcode-hook',
    event: ['X-GitCode-Event', 'X-AtomGit-Event'],
    delivery: ['X-GitCode-Delivery', 'X-AtomGit-Delivery'],
    token: 'X-GitCode-Token',
    signature: 'X-GitCode-Signature-256',
  },
  showsDelivery: true,
  needsDetails: true,
  body: {
    'branch-moved': pushPayload,
    'tag-moved': tagPushPayload,
    'merge-request-changed': mergeRequestPayload,
    'commit-commented': commitNotePayload,
    'merge-request-commented': mergeRequestNotePayload,
    'issue-changed': issuePayload,
    'issue-commented': issueNotePayload,
    'newest-commits': testHookPayload,
  } satisfies Bodies<Payloads>,
  schemas,
};
