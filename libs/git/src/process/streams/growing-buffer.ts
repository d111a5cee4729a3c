/** A byte queue whose cost is linear, in however many pieces bytes arrive. */
export class GrowingBuffer {
  private room: Buffer = Buffer.alloc(0);
  private start = 0;
  private end = 0;

  /** The bytes in the queue, valid until the next call. */
  get content(): Buffer {
    return this.room.subarray(this.start, this.end);
  }

  append(chunk: Buffer): void {
    if (this.end + chunk.length > this.room.length) {
      const room = Buffer.allocUnsafe(2 * (this.end - this.start + chunk.length));
      this.end = this.content.copy(room);
      this.start = 0;
      this.room = room;
    }
    this.end += chunk.copy(this.room, this.end);
  }

  drop(length: number): void {
    this.start += length;
    if (this.start < this.end) return;
    this.room = Buffer.alloc(0);
    this.start = this.end = 0;
  }
}
