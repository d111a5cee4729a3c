/** `full`: there is no room; `unavailable`: any other reason why nothing can be read or written now. */
export type StorageTrouble = 'full' | 'unavailable';

export interface StorageErrorOptions extends ErrorOptions {
  readonly trouble: StorageTrouble;
  /** What has happened, as it goes on after "because". */
  readonly why: string;
  /** For people, when there is more to say than that. */
  readonly message?: string;
}

/** What the server keeps could not be read or written. No fault of the caller, who may try again. */
export class StorageError extends Error {
  readonly trouble: StorageTrouble;
  readonly why: string;

  constructor({ trouble, why, message, ...options }: StorageErrorOptions) {
    const advice = trouble === 'full' ? 'try again when there is room' : 'try again later';
    super(message ?? `The server cannot do this now, because ${why}; ${advice}`, options);
    this.name = 'StorageError';
    this.trouble = trouble;
    this.why = why;
  }
}
