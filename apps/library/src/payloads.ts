import type { gitcode, MergeRequestPayload, NotePayload, PushPayload, TagPushPayload } from '#payloads';

export type {
  CommitNotePayload,
  MergeRequestNotePayload,
  MergeRequestPayload,
  NotePayload,
  PushPayload,
  TagPushPayload,
  TestHookPayload,
} from '#payloads';
export type { gitcode } from '#payloads';

/** By the value of the event header. A plain Test Hook comes as a Push Hook, but is a `TestHookPayload`. */
interface DocumentedPayloads {
  readonly 'Push Hook': PushPayload;
  readonly 'Tag Push Hook': TagPushPayload;
  readonly 'Note Hook': NotePayload;
  readonly 'Merge Request Hook': MergeRequestPayload;
  /** AtomGit documents none: hooks of the dialect `gitcode` get it, whatever the server's default dialect is. */
  readonly 'Issue Hook': gitcode.IssuePayload;
}

interface GitcodePayloads {
  readonly 'Push Hook': gitcode.PushPayload;
  readonly 'Tag Push Hook': gitcode.TagPushPayload;
  readonly 'Note Hook': gitcode.NotePayload;
  readonly 'Merge Request Hook': gitcode.MergeRequestPayload;
  readonly 'Issue Hook': gitcode.IssuePayload;
}

interface DialectPayloads {
  readonly documented: DocumentedPayloads;
  readonly gitcode: GitcodePayloads;
  /** The documented payloads under its own headers. */
  readonly codeup: DocumentedPayloads;
}

/** The dialects of deliveries. */
export type DialectName = keyof DialectPayloads;

/** The values of the event header. */
export type EventName = keyof DocumentedPayloads;

/**
 * The payload of an event in a dialect.
 * @example
 * const refOf = (push: Payload<'Push Hook'>): string => push.ref;
 */
export type Payload<
  E extends EventName = EventName,
  D extends DialectName = 'documented',
> = DialectPayloads[D][E];
