import { z } from 'zod';

const Headers = z.record(z.string(), z.union([z.string(), z.array(z.string())]));

/** The headers of a logged request or response, one pair per occurrence. */
export const loggedHeaders = (json: string | null): readonly (readonly [string, string])[] =>
  Object.entries(Headers.parse(JSON.parse(json ?? '{}'))).flatMap(([name, value]) =>
    [value].flat().map((one) => [name, one] as const),
  );
