import { parse as parseForm } from 'node:querystring';
import { UnsupportedMediaTypeException } from '@nestjs/common';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ForgeError } from '#domain';

/**
 * JSON and forms, whatever clients do with them: an empty JSON body is an empty object, and a body of any other type
 * is taken for what it looks like. Git's own types are handed on as streams, of any size, and sinks and files get bytes.
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
  parse(/^multipart\//, () => {
    throw new UnsupportedMediaTypeException(
      'Send JSON or a form (application/x-www-form-urlencoded), not multipart',
    );
  });
  parse('*', (text) => (/^\s*[[{]/.test(text) ? json(text) : form(text)));
}

/** What is posted to a sink is kept as it is, and so is what `FileBody` takes. */
const isKept = ({ method, url, routeOptions }: FastifyRequest): boolean =>
  (method === 'POST' && url.startsWith('/_sink/')) || 'isFile' in routeOptions.config;

/** A seed is YAML or JSON whatever its type says, and its errors name lines. */
const isSeed = ({ method, url }: FastifyRequest): boolean =>
  method === 'PUT' && /^\/_mock\/seed(\?|$)/.test(url);

const form = (text: string): unknown => ({ ...parseForm(text) });

function settle(done: (error: Error | null, body?: unknown) => void, parse: () => unknown): void {
  try {
    done(null, parse());
  } catch (error) {
    done(error instanceof Error ? error : new Error(String(error)));
  }
}

function json(text: string): unknown {
  if (text.trim() === '') return {};
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new ForgeError(
      'malformed',
      `The body is not valid JSON: ${error instanceof Error ? error.message : ''}`,
    );
  }
}
