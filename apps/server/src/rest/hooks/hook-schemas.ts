import { z } from 'zod';
import { byFlag, EVENT_TYPES, eventTypeCalled, quoted } from '#domain';
import { DIALECT_NAMES } from '#payloads';
import { RETRIES_FORM, retryDelays } from '../../settings/values/retries.js';
import type { HookChoices, Subscriptions } from '#webhooks';
import { eventType } from '../shared/fields/event-type.js';
import { body, choice, duration, lenientBoolean, prose, text, wholeNumber } from '../shared/schemas.js';

/** The limit of Node's timers. */
const LONGEST_TIMEOUT_MS = 3_600_000;

const NO_EVENTS: Subscriptions = byFlag(() => false);

const EVENT_LIST = Object.keys(EVENT_TYPES).join(', ');

/** Some clients send a list instead of flags. */
const events = z.preprocess(
  (value) => (typeof value === 'string' ? value.split(',').filter(Boolean) : (value ?? undefined)),
  z
    .array(z.string())
    .transform((names, context) => {
      const types = names.map(eventTypeCalled);
      const unknown = types.indexOf(null);
      if (unknown !== -1) {
        const message = `has an unknown name ${quoted(names[unknown] ?? '')}; there are ${EVENT_LIST}`;
        context.addIssue({ code: 'custom', message });
        return z.NEVER;
      }
      const flags = new Set(types.map((type) => type && EVENT_TYPES[type].flag));
      return byFlag((flag) => flags.has(flag));
    })
    .optional(),
);

/** Not allowed in header values. */
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
  ...byFlag(() => lenientBoolean),
  /** An addition to the API: the dialect of its deliveries. */
  dialect: choice(...DIALECT_NAMES),
  /** Another: the time limit of a delivery to this hook. */
  timeout: duration(LONGEST_TIMEOUT_MS),
  /** Another: its retries. */
  retries,
  /** Another, by GitLab's name: whether the receiver's certificate must be valid. */
  enable_ssl_verification: lenientBoolean,
  /** Another, from the dialog of AtomGit's page: its description. */
  description: prose(1_000),
});

/** The given fields, without those left out. */
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
    description: fields.description,
    ...byFlag((flag) => fields[flag] ?? list?.[flag]),
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
  description: '',
  ...NO_EVENTS,
  push_events: true,
  ...chosen(fields),
}));
export type CreateHook = z.output<typeof CreateHook>;

export const ChangeHook = Fields.transform(chosen);
export type ChangeHook = z.output<typeof ChangeHook>;

/** The event of a test; none for the newest two commits. */
export const TestEvent = z.object({ event: eventType });
export type TestEvent = z.output<typeof TestEvent>;
