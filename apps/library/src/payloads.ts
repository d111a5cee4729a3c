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

/** By the value of the event header. A plain Test Hook, which comes as a Push Hook, is a `TestHookPayload` all the same. */
interface DocumentedPayloads {
  readonly 'Push Hook': PushPayload;
  readonly 'Tag Push Hook': TagPushPayload;
  readonly 'Note Hook': NotePayload;
  readonly 'Merge Request Hook': MergeRequestPayload;
  /** AtomGit documents none: a hook of the dialect `gitcode` gets it, whatever the server's own dialect is. */
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
  /** The documented ones, under headers of its own. */
  readonly codeup: DocumentedPayloads;
}

/** How deliveries look on the wire. */
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
