/** What the database has to know of the world around it. */
export abstract class DatabaseSettings {
  /** How long a write waits while another process has locked the database, in milliseconds. */
  abstract readonly lockWaitMs: number;
  /** Whether the data folder goes with the server: nothing need outlive the machine. */
  abstract readonly isEphemeral: boolean;
}
