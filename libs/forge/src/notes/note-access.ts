import { Injectable } from '@nestjs/common';
import type { Repository, User } from '#domain';
import { RepositoryAccess } from '../access/repository-access.js';
import type { NoteRow } from './note.entity.js';
import { Notes, type NoteKind } from './notes.js';

/** Finds comments that a user may change. */
@Injectable()
export class NoteAccess {
  constructor(
    private readonly notes: Notes,
    private readonly repositories: RepositoryAccess,
  ) {}

  /** A comment of the user's own, or any with push access. @throws ForgeError `not_found`, `forbidden` */
  async toEdit(at: Repository, on: NoteKind, id: string, user: User): Promise<NoteRow> {
    const note = await this.notes.get(at, on, id);
    await this.repositories.toEdit(at, note.authorId, user);
    return note;
  }
}
