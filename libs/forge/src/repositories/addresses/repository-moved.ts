import { ForgeError, fullName, quoted, type RepositoryPath } from '#domain';

/** A repository is asked for by an address that it had before. Whoever only reads can be sent to the new one. */
export class RepositoryMoved extends ForgeError {
  constructor(
    from: string,
    readonly to: RepositoryPath,
  ) {
    super('not_allowed', `Repository ${quoted(from)} has moved to ${quoted(fullName(to))}: use that address`);
    this.name = 'RepositoryMoved';
  }
}
