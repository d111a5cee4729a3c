import { z } from 'zod';

const PairJson = () => z.strictObject({ name: z.string(), value: z.string() });

const NoCookiesJson = () => z.array(PairJson()).max(0);

const EntryJson = () =>
  z.strictObject({
    startedDateTime: z.string(),
    time: z.int(),
    request: z.strictObject({
      method: z.string(),
      url: z.string(),
      httpVersion: z.string(),
      cookies: NoCookiesJson(),
      headers: z.array(PairJson()),
      queryString: z.array(PairJson()),
      postData: z.strictObject({ mimeType: z.string(), text: z.string() }),
      headersSize: z.int(),
      bodySize: z.int(),
    }),
    response: z.strictObject({
      status: z.int(),
      statusText: z.string(),
      httpVersion: z.string(),
      cookies: NoCookiesJson(),
      headers: z.array(PairJson()),
      content: z.strictObject({
        size: z.int(),
        mimeType: z.string(),
        text: z.string(),
        encoding: z.string(),
      }),
      redirectURL: z.string(),
      headersSize: z.int(),
      bodySize: z.int(),
      comment: z.string(),
    }),
    cache: z.strictObject({}),
    timings: z.strictObject({ connect: z.int(), send: z.int(), wait: z.int(), receive: z.int() }),
  });

/** The answer of `GET /_mock/deliveries.har`, an HTTP archive 1.2. */
export const HarJson = () =>
  z.strictObject({
    log: z.strictObject({
      version: z.literal('1.2'),
      creator: z.strictObject({ name: z.string(), version: z.string() }),
      entries: z.array(EntryJson()),
      _next: z.string().nullable(),
    }),
  });
