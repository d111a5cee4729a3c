import type { Bodies, Dialect } from '../dialect.js';
import { mergeRequestPayload } from './merge-request.js';
import { commitNotePayload, mergeRequestNotePayload } from './note.js';
import type { Payloads } from './payloads.js';
import { pushPayload } from './push.js';
import schemas from './schemas.json' with { type: 'json' };
import { tagPushPayload } from './tag-push.js';
import { testHookPayload } from './test-hook.js';

/** The payloads of AtomGit's own webhook page. */
export const documented: Dialect = {
  name: 'documented',
  headers: {
    userAgent: 'AtomGit-Hookshot',
    event: ['X-AtomGit-Event'],
    delivery: ['X-AtomGit-Delivery'],
    token: 'X-AtomGit-Token',
    signature: 'X-AtomGit-Signature-256',
  },
  showsDelivery: false,
  needsDetails: false,
  body: {
    'branch-moved': pushPayload,
    'tag-moved': tagPushPayload,
    'merge-request-changed': mergeRequestPayload,
    'commit-commented': commitNotePayload,
    'merge-request-commented': mergeRequestNotePayload,
    'issue-changed': null,
    'issue-commented': null,
    'newest-commits': testHookPayload,
  } satisfies Bodies<Payloads>,
  schemas,
};
