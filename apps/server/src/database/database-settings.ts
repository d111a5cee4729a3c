/** Settings of the database. */
export abstract class DatabaseSettings {
  /** How long a write waits while another process has locked the database, in milliseconds. */
  abstract readonly lockWaitMs: number;
  /** Whether the data folder is removed with the server: nothing needs to outlive the machine. */
  abstract readonly isEphemeral: boolean;
}
