import { setImmediate as nextTurn } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { In, type Repository as Table } from 'typeorm';
import { PayloadRow } from './payload.entity.js';

/** A stored body that has not been read. */
export interface StoredBody {
  readonly payloadId: number;
  /** In UTF-8. */
  readonly bytes: number;
}

/** The parts of a body, in order. */
export type BodyPieces = Iterable<string> | AsyncIterable<string>;

interface WithBody {
  readonly body: StoredBody | null;
}

/** Bytes of small bodies that are read at once, and characters of a large one. */
const PIECE = 512 * 1024;

/**
 * Reads bodies of any size without holding much of them: slow readers must not cost memory. Every database can return
 * the length of a text and a part of it.
 */
@Injectable()
export class PayloadBodies {
  private last: Promise<unknown> = Promise.resolve();

  constructor(@InjectRepository(PayloadRow) private readonly payloads: Table<PayloadRow>) {}

  /** Payloads without their bodies, oldest first. */
  async stored(which: { readonly by: 'id' | 'eventId'; readonly ids: readonly number[] }) {
    if (which.ids.length === 0) return [];
    const rows = await this.payloads
      .createQueryBuilder('payload')
      .select('payload.id', 'payloadId')
      .addSelect('payload.eventId', 'eventId')
      .addSelect('OCTET_LENGTH(payload.body)', 'bytes')
      .where({ [which.by]: In([...which.ids]) })
      .orderBy('payload.id', 'ASC')
      .getRawMany<StoredBody & { readonly eventId: number }>();
    return rows;
  }

  /** Each entry with its body; null for one that has none, or whose body has been removed meanwhile. */
  async *eachWithBody<Entry extends WithBody>(
    entries: readonly Entry[],
  ): AsyncGenerator<readonly [Entry, BodyPieces | null]> {
    for (const batch of batches(entries)) {
      const [first] = batch;
      if (first?.body && first.body.bytes > PIECE) {
        yield [first, this.read(first.body)];
        continue;
      }
      const texts = await this.texts(batch);
      for (const entry of batch) {
        const text = entry.body && texts.get(entry.body.payloadId);
        yield [entry, typeof text === 'string' ? [text] : null];
      }
    }
  }

  /** One body. */
  async *read(body: StoredBody | null): AsyncGenerator<string> {
    if (body === null) return;
    const { payloadId, bytes } = body;
    let read = 0;
    for (let start = 1; read < bytes; start += PIECE) {
      const row = await this.payloads
        .createQueryBuilder('payload')
        .select('SUBSTR(payload.body, :start, :length)', 'piece')
        .where({ id: payloadId })
        .setParameters({ start, length: PIECE })
        .getRawOne<{ piece: string }>();
      if (row === undefined || row.piece === '')
        throw new Error(`payload ${payloadId} was removed while it was read`);
      read += Buffer.byteLength(row.piece);
      yield row.piece;
    }
  }

  /** Calls `look` with each whole body. One large body is in memory at a time, however many callers there are. */
  async inspect<Entry extends WithBody>(
    entries: readonly Entry[],
    look: (entry: Entry, text: string | null) => void,
  ): Promise<void> {
    for (const batch of batches(entries)) {
      await this.alone(async () => {
        const texts = await this.texts(batch);
        for (const entry of batch) look(entry, (entry.body && texts.get(entry.body.payloadId)) ?? null);
        // Lets other work run: a thousand large bodies take a while.
        await nextTurn();
      });
    }
  }

  private alone(work: () => Promise<void>): Promise<void> {
    const done = this.last.then(work);
    this.last = done.catch(() => undefined);
    return done;
  }

  private async texts(entries: readonly WithBody[]): Promise<ReadonlyMap<number, string>> {
    const ids = new Set(entries.flatMap(({ body }) => (body === null ? [] : [body.payloadId])));
    if (ids.size === 0) return new Map();
    const rows = await this.payloads.find({ select: { id: true, body: true }, where: { id: In([...ids]) } });
    return new Map(rows.map(({ id, body }) => [id, body]));
  }
}

/** Groups small entries; a large one is alone. */
function* batches<Entry extends WithBody>(entries: readonly Entry[]): Generator<readonly Entry[]> {
  let batch: Entry[] = [];
  let bytes = 0;
  for (const entry of entries) {
    const own = entry.body?.bytes ?? 0;
    if (batch.length > 0 && bytes + own > PIECE) {
      yield batch;
      batch = [];
      bytes = 0;
    }
    batch.push(entry);
    bytes += own;
  }
  if (batch.length > 0) yield batch;
}
