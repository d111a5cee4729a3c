import type { FastifyInstance, FastifyRequest } from 'fastify';
import { isError, messageOf, ForgeError } from '#domain';
import { formFields, multipartFields } from './forms.js';

/**
 * Parses JSON and forms leniently: an empty JSON body is an empty object, the type of an unknown body is guessed, and
 * calls of the API may have their fields in the query. Git's types are passed on as streams of any size; sinks and files
 * get bytes.
 */
export function addBodyParsers(server: FastifyInstance): void {
  server.removeAllContentTypeParsers();
  server.addHook('preHandler', (request, _reply, done) => {
    // No body at all means the same as an empty one.
    request.body ??= {};
    if (takesQueryFields(request) && isFields(request.body))
      request.body = { ...queryOf(request), ...request.body };
    done();
  });
  server.addContentTypeParser(/^application\/x-git-/, (_request, payload, done) => done(null, payload));
  const parse = (types: string | RegExp, read: (text: string) => unknown) =>
    server.addContentTypeParser<Buffer>(types, { parseAs: 'buffer' }, (request, body, done) =>
      isKept(request)
        ? done(null, body)
        : isSeed(request)
          ? done(null, body.toString())
          : settle(done, () => read(body.toString())),
    );
  parse(/^application\/(.+\+)?json\b/, json);
  parse('application/x-www-form-urlencoded', formFields);
  server.addContentTypeParser(
    /^multipart\//,
    { parseAs: 'buffer' },
    async (request: FastifyRequest, body: Buffer) =>
      isKept(request) ? body : multipartFields(body, request.headers['content-type'] ?? ''),
  );
  parse('*', (text) => (/^\s*[[{]/.test(text) ? json(text) : formFields(text)));
}

/** Sinks and `FileBody` get the body as it is. */
const isKept = ({ method, url, routeOptions }: FastifyRequest): boolean =>
  (method === 'POST' && url.startsWith('/_sink/')) || 'isFile' in routeOptions.config;

/** A seed is YAML or JSON whatever its type, and its errors name lines. */
const isSeed = ({ method, url }: FastifyRequest): boolean =>
  method === 'PUT' && /^\/_mock\/seed(\?|$)/.test(url);

/** `POST …/labels?name=bug` without a body, or with the rest in it. Handlers of DELETE read both by themselves. */
const takesQueryFields = ({ method, url }: FastifyRequest): boolean =>
  ['POST', 'PUT', 'PATCH'].includes(method) && url.startsWith('/api/') && url.includes('?');

const queryOf = ({ query }: FastifyRequest): object => (isFields(query) ? query : {});

/** Neither a list nor bytes. */
const isFields = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !Buffer.isBuffer(value);

function settle(done: (error: Error | null, body?: unknown) => void, parse: () => unknown): void {
  try {
    done(null, parse());
  } catch (error) {
    done(isError(error) ? error : new Error(String(error)));
  }
}

function json(given: string): unknown {
  // Some clients send a byte order mark.
  const text = given.replace(/^\uFEFF/, '');
  if (text.trim() === '') return {};
  const value = parsed(text);
  if (isDeep(value)) {
    const problem = `has more than ${MOST_LEVELS} levels of lists and objects in each other`;
    throw new ForgeError('malformed', `The body ${problem}`);
  }
  return value;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new ForgeError('malformed', `The body is not valid JSON: ${messageOf(error)}`);
  }
}

/** What goes through values level by level, `JSON.stringify` among others, has room for so many at least. */
const MOST_LEVELS = 1_000;

function isDeep(value: unknown): boolean {
  let values = nestedIn([value]);
  for (let levels = 1; values.length > 0; levels += 1) {
    if (levels > MOST_LEVELS) return true;
    values = values.flatMap((each) => nestedIn(Object.values(each)));
  }
  return false;
}

const nestedIn = (values: readonly unknown[]): object[] =>
  values.filter((value) => typeof value === 'object' && value !== null);
