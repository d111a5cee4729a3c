import { parse as parseForm } from 'node:querystring';
import { UnsupportedMediaTypeException } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import { ForgeError } from '#domain';

/**
 * JSON and forms, whatever clients do with them: an empty JSON body is an empty object, and a body of any other type
 * is taken for what it looks like. Git's own types are handed on as streams, of any size.
 */
export function addBodyParsers(server: FastifyInstance): void {
  server.removeAllContentTypeParsers();
  server.addHook('preHandler', (request, _reply, done) => {
    // No body at all means the same as an empty one.
    request.body ??= {};
    done();
  });
  server.addContentTypeParser(/^application\/x-git-/, (_request, payload, done) => done(null, payload));
  server.addContentTypeParser(/^application\/(.+\+)?json\b/, { parseAs: 'string' }, (_request, body, done) =>
    settle(done, () => json(String(body))),
  );
  server.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    (_request, body, done) => done(null, { ...parseForm(String(body)) }),
  );
  server.addContentTypeParser(/^multipart\//, (_request, _payload, done) =>
    done(
      new UnsupportedMediaTypeException(
        'Send JSON or a form (application/x-www-form-urlencoded), not multipart',
      ),
    ),
  );
  server.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) =>
    settle(done, () => (/^\s*[[{]/.test(String(body)) ? json(String(body)) : { ...parseForm(String(body)) })),
  );
}

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
