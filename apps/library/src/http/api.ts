import { ApiError } from './api-error.js';
import type { HttpResponse } from './http-response.js';

/** The options of a call, as in `fetch`. */
export interface Call {
  /** `GET` when left out. */
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Objects and lists are sent as JSON, text as it is. */
  readonly body?: object | string;
  /** The login of the caller; created if missing. The default user, `atomgit`, when left out. */
  readonly as?: string;
}

type Query = Readonly<Record<string, string | number | boolean | undefined>>;

/** Calls the server's own HTTP API, which the library uses for everything. */
export class Api {
  constructor(
    private readonly url: string,
    private token: string,
  ) {}

  /** @param token of the default user, `atomgit`, from now on */
  useToken(token: string): void {
    this.token = token;
  }

  /** @param path with its query, such as `/api/v5/user` */
  async fetch(path: string, { method = 'GET', headers = {}, body, as }: Call = {}): Promise<HttpResponse> {
    const json = typeof body === 'object';
    return fetch(new URL(path, this.url), {
      method,
      headers: {
        'private-token': await this.tokenOf(as),
        ...(json ? { 'content-type': 'application/json' } : {}),
        ...headers,
      },
      ...(body === undefined ? {} : { body: json ? JSON.stringify(body) : body }),
    });
  }

  /**
   * The answer, in the type that the caller expects; undefined for an answer without a body.
   * @throws ApiError
   */
  async json<T>(path: string, call: Call = {}): Promise<T> {
    const response = await this.fetch(path, call);
    const answer = parsed(await response.text());
    if (!response.ok) throw new ApiError(`${call.method ?? 'GET'} ${path}`, response.status, answer);
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the server is of this very version
    return answer as T;
  }

  /** The token of a user, who is created if missing. */
  async tokenOf(login: string | undefined): Promise<string> {
    if (login === undefined || login === 'atomgit') return this.token;
    return (await this.user({ login })).token;
  }

  /** A user, who stays as they are; created if missing. @throws ApiError 409 for the login of an organisation */
  user({ login, ...fields }: NewUser): Promise<User> {
    return this.json(`/_mock/users/${encodeURIComponent(login)}`, { method: 'PUT', body: fields });
  }
}

/** Options for a missing user. */
export interface NewUser {
  readonly login: string;
  /** The login when left out. */
  readonly name?: string;
  /** `<login>@atomgit.com` when left out. */
  readonly email?: string;
  /** Generated when left out. */
  readonly token?: string;
}

/** A user with their token. */
export interface User {
  readonly id: number;
  readonly login: string;
  readonly name: string;
  readonly email: string;
  readonly token: string;
}

/** The part of a call that names the caller. */
export const by = (login: string | undefined): Pick<Call, 'as'> => (login === undefined ? {} : { as: login });

/** `path?a=1`, without undefined parameters. */
export function withQuery(path: string, query: Query): string {
  const given = Object.entries(query).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)] as const],
  );
  return given.length === 0 ? path : `${path}?${new URLSearchParams(Object.fromEntries(given)).toString()}`;
}

function parsed(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
