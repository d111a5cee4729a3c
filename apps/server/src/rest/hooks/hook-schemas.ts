import { z } from 'zod';
import { quoted } from '#domain';
import { DIALECT_NAMES } from '#payloads';
import type { TestHookEvent } from '#forge';
import { RETRIES_FORM, retryDelays } from '../../settings/retries.js';
import type { HookChoices, Subscriptions } from '#webhooks';
import { body, choice, duration, lenientBoolean, text, wholeNumber } from '../shared/schemas.js';

/** Node's timers take no more; nobody waits longer for a webhook. */
const LONGEST_TIMEOUT_MS = 3_600_000;

const NO_EVENTS: Subscriptions = {
  push_events: false,
  tag_push_events: false,
  issues_events: false,
  note_events: false,
  merge_requests_events: false,
};

/** How clients that send a list of `events` spell them. */
const FLAG_OF = new Map<string, keyof Subscriptions>([
  ['push', 'push_events'],
  ['tag_push', 'tag_push_events'],
  ['issue', 'issues_events'],
  ['issues', 'issues_events'],
  ['note', 'note_events'],
  ['merge_request', 'merge_requests_events'],
  ['merge_requests', 'merge_requests_events'],
  ['pull_request', 'merge_requests_events'],
]);

const events = z.preprocess(
  (value) => (typeof value === 'string' ? value.split(',').filter(Boolean) : (value ?? undefined)),
  z
    .array(z.string())
    .transform((names, context) => {
      const flags = { ...NO_EVENTS };
      for (const name of names) {
        const known = FLAG_OF.get(
          name
            .trim()
            .toLowerCase()
            .replace(/_(events|hook)$/, ''),
        );
        if (known === undefined) {
          context.addIssue({
            code: 'custom',
            message: `has an unknown name ${quoted(name)}; there are ${[...FLAG_OF.keys()].join(', ')}`,
          });
          return z.NEVER;
        }
        Object.assign(flags, { [known]: true });
      }
      return flags;
    })
    .optional(),
);

/** Header values cannot hold them. */
const secret = text(100).refine(
  (value) => value === undefined || !/\p{Cc}/u.test(value),
  'must not contain control characters',
);

const retries = text(1_000).transform((given, context) => {
  if (given === undefined) return undefined;
  const delays = retryDelays(given);
  if (delays !== null) return delays;
  context.addIssue({ code: 'custom', message: `must be ${RETRIES_FORM}, but is ${quoted(given)}` });
  return z.NEVER;
});

const Fields = body({
  url: text(Number.MAX_SAFE_INTEGER),
  password: secret,
  secret,
  encryption_type: wholeNumber(0, 1),
  events,
  'events[]': events,
  push_events: lenientBoolean,
  tag_push_events: lenientBoolean,
  issues_events: lenientBoolean,
  note_events: lenientBoolean,
  merge_requests_events: lenientBoolean,
  /** An addition to the API: how its deliveries look. */
  dialect: choice(...DIALECT_NAMES),
  /** Another: how long one delivery to this hook may take. */
  timeout: duration(LONGEST_TIMEOUT_MS),
  /** Another: when it is tried again. */
  retries,
  /** Another, by GitLab's name: whether the receiver's certificate has to be in order. */
  enable_ssl_verification: lenientBoolean,
});

/** What the caller chose, without what was left out. */
function chosen(fields: z.output<typeof Fields>): Partial<HookChoices> {
  const list = fields.events ?? fields['events[]'];
  return withoutUndefined({
    url: fields.url,
    password: fields.password ?? fields.secret,
    encryptionType: fields.encryption_type === undefined ? undefined : fields.encryption_type === 1 ? 1 : 0,
    dialect: fields.dialect,
    timeoutMs: fields.timeout,
    retryDelaysMs: fields.retries,
    verifiesTls: fields.enable_ssl_verification,
    push_events: fields.push_events ?? list?.push_events,
    tag_push_events: fields.tag_push_events ?? list?.tag_push_events,
    issues_events: fields.issues_events ?? list?.issues_events,
    note_events: fields.note_events ?? list?.note_events,
    merge_requests_events: fields.merge_requests_events ?? list?.merge_requests_events,
  });
}

function withoutUndefined(values: {
  [K in keyof HookChoices]: HookChoices[K] | undefined;
}): Partial<HookChoices> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- only what is not undefined is left
  return Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== undefined),
  ) as Partial<HookChoices>;
}

export const CreateHook = Fields.transform((fields): HookChoices => ({
  url: '',
  password: '',
  encryptionType: 0,
  dialect: null,
  timeoutMs: null,
  retryDelaysMs: null,
  verifiesTls: true,
  ...NO_EVENTS,
  push_events: true,
  ...chosen(fields),
}));
export type CreateHook = z.output<typeof CreateHook>;

export const ChangeHook = Fields.transform(chosen);
export type ChangeHook = z.output<typeof ChangeHook>;

/** What a test is to show; the flags' names, or none for the newest two commits. */
const TESTED = {
  push_events: 'push',
  tag_push_events: 'tag_push',
  note_events: 'note',
  merge_requests_events: 'merge_request',
} as const satisfies Record<string, TestHookEvent>;

export const TestEvent = z
  .object({ event: choice('push_events', 'tag_push_events', 'note_events', 'merge_requests_events') })
  .transform(({ event }) => ({ event: event && TESTED[event] }));
export type TestEvent = z.output<typeof TestEvent>;
