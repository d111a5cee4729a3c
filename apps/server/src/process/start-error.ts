/** Why the server cannot start, in one sentence for the user. */
export class StartError extends Error {
  override readonly name = 'StartError';
}
