import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { In, LessThan, type EntityManager, type Repository as Table } from 'typeorm';
import { Clock, ForgeError, quoted, UnitOfWork } from '#domain';
import { AttachmentRow, UploadRow } from './attachment.entity.js';
import type { ReleaseRow } from './release.entity.js';

/** The limit per release. */
const MOST = 100;
const UPLOAD_MS = 60 * 60 * 1000;

/**
 * The files of releases. They are stored in the database, so that they follow their repository and are part of
 * snapshots.
 */
@Injectable()
export class Attachments {
  constructor(
    @InjectRepository(AttachmentRow) private readonly rows: Table<AttachmentRow>,
    private readonly unitOfWork: UnitOfWork<EntityManager>,
    private readonly clock: Clock,
  ) {}

  /** By release, in the order of upload. */
  async of(releases: readonly ReleaseRow[]): Promise<ReadonlyMap<number, readonly AttachmentRow[]>> {
    const releaseId = In(releases.map(({ id }) => id));
    const rows = await this.rows.find({ where: { releaseId }, order: { id: 'ASC' } });
    return new Map(releases.map(({ id }) => [id, rows.filter((row) => row.releaseId === id)]));
  }

  /** @returns the key of an address that accepts the file for an hour, without a token */
  async allowUpload({ id: releaseId }: ReleaseRow, name: string): Promise<string> {
    const now = this.clock.now();
    const key = this.newKey(`${name} of release ${releaseId}`);
    const expiresAt = new Date(now.getTime() + UPLOAD_MS).toISOString();
    await this.unitOfWork.run(async (tx) => {
      await tx.delete(UploadRow, { expiresAt: LessThan(now.toISOString()) });
      await tx.save(UploadRow, { key, releaseId, name, expiresAt });
    });
    return key;
  }

  /** Checks a key before anything else of the request. @throws ForgeError `forbidden` for an unknown key */
  async requireKey(key: string): Promise<void> {
    if (!(await this.rows.manager.existsBy(UploadRow, { key }))) throw noLeave();
  }

  /**
   * Replaces a file of the same name.
   * @throws ForgeError `forbidden` for the key of another file, `invalid` when there are too many
   */
  async upload(
    { id: releaseId }: ReleaseRow,
    { name, key }: { readonly name: string; readonly key: string },
    bytes: Buffer,
  ): Promise<AttachmentRow> {
    return this.unitOfWork.run(async (tx) => {
      const leave = await tx.findOneBy(UploadRow, { key, releaseId, name });
      if (leave === null || leave.expiresAt < this.clock.now().toISOString()) throw noLeave();
      const others = await tx.findBy(AttachmentRow, { releaseId });
      const known = others.find((other) => other.name === name);
      if (known === undefined && others.length >= MOST)
        throw new ForgeError('invalid', `The release has ${MOST} attachments; no more are allowed`);
      const file = { releaseId, name, size: bytes.length, content: bytes.toString('base64') };
      return tx.save(AttachmentRow, known === undefined ? file : { id: known.id, ...file });
    });
  }

  /** @throws ForgeError `not_found` */
  async bytes({ id: releaseId, tag }: ReleaseRow, name: string): Promise<Buffer> {
    const row = await this.rows.findOne({ where: { releaseId, name }, select: { id: true, content: true } });
    return Buffer.from((row ?? noAttachment(tag, name)).content, 'base64');
  }

  /** @param named its id or its name @throws ForgeError `not_found` */
  async delete({ id: releaseId, tag }: ReleaseRow, named: string): Promise<void> {
    await this.unitOfWork.run(async (tx) => {
      const rows = await tx.findBy(AttachmentRow, { releaseId });
      const row =
        rows.find(({ id, name }) => name === named || String(id) === named) ?? noAttachment(tag, named);
      await tx.delete(AttachmentRow, { id: row.id });
    });
  }

  private newKey(use: string): string {
    return this.clock.isFrozen
      ? createHash('sha1').update(`upload ${use}`).digest('hex')
      : randomBytes(20).toString('hex');
  }
}

/** Also for a release that is not there: the key of another tells nobody so. */
export const noLeave = () =>
  new ForgeError('forbidden', 'This address takes no file, or takes it no longer: ask for a new upload_url');

function noAttachment(tag: string, name: string): never {
  throw new ForgeError('not_found', `The release of ${quoted(tag)} has no attachment ${quoted(name)}`);
}
