/**
 * A call that the server refused.
 * @example
 * await repo.mergeRequest({ source: 'nowhere', title: 'Hi' }).catch((error) => error.status); // 404
 */
export class ApiError extends Error {
  override readonly name = 'ApiError';

  constructor(
    /** `POST /api/v5/repos/demo/demo/pulls` */
    readonly call: string,
    readonly status: number,
    /** The answer's body: parsed when it is JSON, else its text. */
    readonly body: unknown,
  ) {
    super(`${call} answers ${status}: ${messageIn(body)}`);
  }
}

function messageIn(body: unknown): string {
  if (typeof body !== 'object' || body === null) return String(body);
  const named: unknown = Reflect.get(body, 'error_message') ?? Reflect.get(body, 'message');
  return typeof named === 'string' ? named : JSON.stringify(body);
}
