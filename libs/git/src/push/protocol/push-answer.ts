import { Transform, type TransformCallback } from 'node:stream';
import { packet } from './packet-lines.js';

const FLUSH = '0000';
const ERROR_BAND = '\u0003';

/**
 * Passes git's answer to the client, and holds back its last packet, a flush, which closes the side band: the server
 * may have to add an error.
 */
export class PushAnswer extends Transform {
  private tail = Buffer.alloc(0);
  private trouble: string | null = null;

  /** @param trouble the error of the server after git's success, which git shows to the user; null for none */
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
