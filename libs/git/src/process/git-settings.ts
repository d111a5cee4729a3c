/** What the git room has to know of the world around it. */
export abstract class GitSettings {
  /** Absolute path of the data folder; repositories, hooks and spool lie below it. */
  abstract readonly dataFolder: string;
  /** `PATH`, for git and the hooks that it runs; nothing else of the environment reaches them. */
  abstract readonly environment: Readonly<Record<string, string>>;
}
