/**
 * The part of `fetch`'s result that every Node and every TypeScript setting knows; it is the platform's own
 * `Response`.
 */
export interface HttpResponse {
  /** Whether the status is 200 to 299. */
  readonly ok: boolean;
  readonly status: number;
  readonly headers: { get(name: string): string | null; has(name: string): boolean };
  json(): Promise<unknown>;
  text(): Promise<string>;
  arrayBuffer(): Promise<ArrayBuffer>;
}
