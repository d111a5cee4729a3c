import { onTestFinished } from 'vitest';

interface StreamEntry {
  readonly id: string;
  readonly event: string;
  readonly data: unknown;
}

/** A reader of server-sent events. @param lastId the id of the entry after which it goes on */
export async function listenTo(url: string, lastId?: string) {
  const response = await fetch(url, { headers: lastId === undefined ? {} : { 'Last-Event-ID': lastId } });
  if (response.body === null) throw new Error('the stream has no body');
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  onTestFinished(() => reader.cancel());
  let text = '';
  return {
    /** The next so many entries. */
    async next(count: number): Promise<StreamEntry[]> {
      for (;;) {
        const found = [...text.matchAll(/^id: (.*)\nevent: (.*)\ndata: (.*)\n\n/gm)].slice(0, count);
        const last = found.at(-1);
        if (found.length === count && last !== undefined) {
          text = text.slice(last.index + last[0].length);
          return found.map(([, id = '', event = '', data = '']) => ({
            id,
            event,
            data: JSON.parse(data) as unknown,
          }));
        }
        const { value, done } = await reader.read();
        if (done) throw new Error(`the stream ended after ${text}`);
        text += value;
      }
    },
  };
}
