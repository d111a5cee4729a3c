import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { EntityManager, Repository as Table } from 'typeorm';
import { Clock, ForgeError, quoted, UnitOfWork, type User } from '#domain';
import { KeyRow } from './key.entity.js';

/** `ssh-ed25519 AAAA… comment`. */
const KEY = /^(?:ssh-|ecdsa-sha2-|sk-)[a-z0-9@.-]+ ([A-Za-z0-9+/]{32,}={0,2})(?: [^\r\n]*)?$/;

/** The public keys of users. */
@Injectable()
export class Keys {
  constructor(
    @InjectRepository(KeyRow) private readonly rows: Table<KeyRow>,
    private readonly unitOfWork: UnitOfWork<EntityManager>,
    private readonly clock: Clock,
  ) {}

  /** @throws ForgeError `invalid` for an invalid key, `conflict` when a user has it already */
  async add(user: User, { title, key }: { readonly title: string; readonly key: string }): Promise<KeyRow> {
    const [, encoded] = KEY.exec(key.trim()) ?? [];
    if (encoded === undefined)
      throw new ForgeError(
        'invalid',
        `key ${quoted(key)} must be a public SSH key like "ssh-ed25519 AAAA… me@host"`,
      );
    const fingerprint = createHash('sha256').update(Buffer.from(encoded, 'base64')).digest('base64');
    const createdAt = this.clock.now().toISOString();
    return this.unitOfWork.run(async (tx) => {
      if (await tx.existsBy(KeyRow, { fingerprint }))
        throw new ForgeError('conflict', 'key is in use already');
      return tx.save(KeyRow, { userId: user.id, title, key: key.trim(), fingerprint, createdAt });
    });
  }

  /** Oldest first. */
  async page(user: User, page: { readonly skip: number; readonly take: number }) {
    const [rows, total] = await this.rows.findAndCount({
      where: { userId: user.id },
      order: { id: 'ASC' },
      ...page,
    });
    return { rows, total };
  }

  /** @throws ForgeError `not_found` */
  async get(user: User, id: number): Promise<KeyRow> {
    const row = await this.rows.findOneBy({ id, userId: user.id });
    if (row === null) throw noKey(user, id);
    return row;
  }

  /** @throws ForgeError `not_found` */
  async remove(user: User, id: number): Promise<void> {
    await this.unitOfWork.run(async (tx) => {
      const { affected } = await tx.delete(KeyRow, { id, userId: user.id });
      if (affected === 0) throw noKey(user, id);
    });
  }
}

const noKey = (user: User, id: number): ForgeError =>
  new ForgeError('not_found', `${user.login} has no key ${id}`);
