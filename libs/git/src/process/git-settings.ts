/** Settings of the git room. */
export abstract class GitSettings {
  /** Absolute path of the data folder, which holds repositories, hooks and the push journal. */
  abstract readonly dataFolder: string;
  /** `PATH`, for git and the hooks that it runs; nothing else of the environment reaches them. */
  abstract readonly environment: Readonly<Record<string, string>>;
}
