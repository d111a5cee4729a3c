import { linkTo } from '../router/base.js';
import { session } from './session.svelte.js';

/** The server has said no, in a sentence. */
export class ApiError extends Error {
  constructor(
    /** Of HTTP; 0 when there was no answer. */
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

type Method = 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** @param path `/_mock/…` or `/api/v5/…` @throws ApiError */
export async function get<Answer>(path: string, signal?: AbortSignal): Promise<Answer> {
  const answer: Answer = await (await ask(path, signal === undefined ? {} : { signal })).json();
  return answer;
}

/** @throws ApiError */
export async function getText(path: string, signal?: AbortSignal): Promise<string> {
  return (await ask(path, signal === undefined ? {} : { signal })).text();
}

/**
 * Has something done.
 * @param body sent as JSON
 * @returns what is answered; null where that is nothing
 * @throws ApiError
 */
export async function send<Answer = null>(method: Method, path: string, body?: unknown): Promise<Answer> {
  const content =
    body === undefined ? {} : { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } };
  const text = await (await ask(path, { method, ...content })).text();
  const answer: Answer = text === '' ? null : JSON.parse(text);
  return answer;
}

/** One page of a list of the API, and how many entries there are on all pages. */
interface Listed<Entry> {
  readonly items: readonly Entry[];
  /** Null where the server does not count. */
  readonly total: number | null;
}

/** @public @param path with `page` and `per_page` @throws ApiError */
export async function list<Entry>(path: string, signal?: AbortSignal): Promise<Listed<Entry>> {
  const response = await ask(path, signal === undefined ? {} : { signal });
  const items: readonly Entry[] = await response.json();
  const total = response.headers.get('total_count');
  return { items, total: total === null ? null : Number(total) };
}

/** @returns a good answer that has not been read yet @throws ApiError for every other */
export async function ask(path: string, options: RequestInit = {}): Promise<Response> {
  const headers = new Headers(options.headers);
  if (session.token !== null) headers.set('PRIVATE-TOKEN', session.token);
  // Without credentials a browser asks nobody for a password.
  const response = await fetch(linkTo(path), { ...options, headers, credentials: 'omit' }).catch(
    (error: unknown) => {
      if (error instanceof DOMException && error.name === 'AbortError') throw error;
      throw new ApiError(0, 'The server does not answer. Is it still running?');
    },
  );
  if (response.ok) return response;
  if (response.status === 401) session.isTokenMissing = true;
  throw new ApiError(response.status, sentenceOf(await response.text(), response.status));
}

function sentenceOf(text: string, status: number): string {
  try {
    const { message, error_message: older } = JSON.parse(text);
    return String(message ?? older ?? text);
  } catch {
    return text.trim() || `The server answered ${status}`;
  }
}
