import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { rootFrom } from '../../http/asked-address.js';
import { escapedHtml } from '../../http/escaped-html.js';
import { isPagePath } from '../../http/gate/own-paths.js';
import { WebFiles } from './web-files.js';

/** Nothing but the files of the page, and nothing that stands in a document itself, is ever run or applied. */
const POLICY = [
  "default-src 'none'",
  ...['script-src', 'style-src', 'img-src', 'connect-src', 'font-src'].map((kind) => `${kind} 'self'`),
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

const HEADERS = {
  'Content-Type': 'text/html; charset=utf-8',
  'Content-Security-Policy': POLICY,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'same-origin',
  'Cache-Control': 'no-cache',
  Vary: 'Accept',
};

/** Where the text of a page goes in the document. */
const PLACE = '<!--text-->';

/** Where the document says how to get from its address to the server's root: a proxy may have put that below a path. */
const ROOT = 'name="root" content="/"';

/** The page for browsers, at every address that leads people somewhere; everybody else gets the text that it carries. */
@Injectable()
export class PageShell {
  constructor(private readonly files: WebFiles) {}

  /** The page's document, where a browser asks for something to look at; null for everybody else, and where it has not been built. */
  documentFor({ method, url, headers }: FastifyRequest): string | null {
    const [path = ''] = url.split('?');
    const isBrowser = headers.accept?.includes('text/html') ?? false;
    return method === 'GET' && isBrowser && isPagePath(path) ? this.files.document() : null;
  }

  /** The document with a text in it, for browsers without scripts; sets its headers. */
  around(document: string, text: string, reply: FastifyReply): string {
    void reply.headers(HEADERS);
    const shown = `<noscript><pre>${escapedHtml(text)}</pre></noscript>`;
    const root = rootFrom(reply.request.url);
    return document
      .replace(ROOT, `name="root" content="${root}"`)
      .replaceAll('"./assets/', `"${root}-/assets/`)
      .replace(PLACE, () => shown);
  }
}
