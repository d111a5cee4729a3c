import { parse as parseForm } from 'node:querystring';
import { UnsupportedMediaTypeException } from '@nestjs/common';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { isError, messageOf, ForgeError } from '#domain';

/**
 * Parses JSON and forms leniently: an empty JSON body is an empty object, and the type of an unknown body is guessed.
 * Git's types are passed on as streams of any size; sinks and files get bytes.
 */
export function addBodyParsers(server: FastifyInstance): void {
  server.removeAllContentTypeParsers();
  server.addHook('preHandler', (request, _reply, done) => {
    // No body at all means the same as an empty one.
    request.body ??= {};
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
  parse('application/x-www-form-urlencoded', form);
  server.addContentTypeParser(
    /^multipart\//,
    { parseAs: 'buffer' },
    async (request: FastifyRequest, body: Buffer) => (isKept(request) ? body : multipart(request, body)),
  );
  parse('*', (text) => (/^\s*[[{]/.test(text) ? json(text) : form(text)));
}

/** Sinks and `FileBody` get the body as it is. */
const isKept = ({ method, url, routeOptions }: FastifyRequest): boolean =>
  (method === 'POST' && url.startsWith('/_sink/')) || 'isFile' in routeOptions.config;

/** A seed is YAML or JSON whatever its type, and its errors name lines. */
const isSeed = ({ method, url }: FastifyRequest): boolean =>
  method === 'PUT' && /^\/_mock\/seed(\?|$)/.test(url);

/** Files become base64 in their fields, with their names in `<field>_name`. */
async function multipart({ headers, routeOptions }: FastifyRequest, body: Buffer): Promise<unknown> {
  if (!('takesFiles' in routeOptions.config))
    throw new UnsupportedMediaTypeException(
      'Send JSON or a form (application/x-www-form-urlencoded), not multipart',
    );
  const type = { 'Content-Type': headers['content-type'] ?? '' };
  const fields: [string, string][] = [];
  for (const [name, value] of await new Response(body, { headers: type }).formData().catch(unreadableForm)) {
    if (typeof value === 'string') fields.push([name, value]);
    else {
      const bytes = Buffer.from(await value.arrayBuffer());
      fields.push([name, bytes.toString('base64')], [`${name}_name`, value.name]);
    }
  }
  return Object.fromEntries(fields);
}

function unreadableForm(): never {
  throw new ForgeError('malformed', 'The body is not valid multipart/form-data');
}

const form = (text: string): unknown => ({ ...parseForm(text) });

function settle(done: (error: Error | null, body?: unknown) => void, parse: () => unknown): void {
  try {
    done(null, parse());
  } catch (error) {
    done(isError(error) ? error : new Error(String(error)));
  }
}

function json(text: string): unknown {
  if (text.trim() === '') return {};
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new ForgeError('malformed', `The body is not valid JSON: ${messageOf(error)}`);
  }
}
