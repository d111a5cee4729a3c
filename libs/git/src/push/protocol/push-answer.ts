import { Transform, type TransformCallback } from 'node:stream';
import { packet } from './packet-lines.js';

const FLUSH = '0000';
const ERROR_BAND = '\u0003';

/**
 * What git answers to a push, on its way to the client. Git's last packet is a flush, after which a side band takes no more:
 * it waits here until the server has done its part, too.
 */
export class PushAnswer extends Transform {
  private tail = Buffer.alloc(0);
  private trouble: string | null = null;

  /** @param trouble what went wrong after git had done its part; null when nothing has. Git shows it, and fails */
  finish(trouble: string | null): void {
    this.trouble = trouble;
    this.end();
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    const all = Buffer.concat([this.tail, chunk]);
    const end = Math.max(0, all.length - FLUSH.length);
    this.tail = all.subarray(end);
    done(null, all.subarray(0, end));
  }

  override _flush(done: TransformCallback): void {
    if (this.trouble !== null) this.push(packet(`${ERROR_BAND}${this.trouble}\n`));
    done(null, this.tail);
  }
}
