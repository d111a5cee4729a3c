/** `full`: there is no room; `unavailable`: any other reason why nothing can be read or written. */
export type StorageTrouble = 'full' | 'unavailable';

export interface StorageErrorOptions extends ErrorOptions {
  readonly trouble: StorageTrouble;
  /** The reason, in words that follow "because". */
  readonly why: string;
  /** Replaces the usual message. */
  readonly message?: string;
}

/** The server's data could not be read or written. The caller is not at fault and may try again. */
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
