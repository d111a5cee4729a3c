import { Injectable } from '@nestjs/common';
import type { Repository, User } from '#domain';
import { RepositoryAccess } from '../access/repository-access.js';
import type { NoteRow } from './note.entity.js';
import { Notes, type NoteKind } from './notes.js';

/** Which comment somebody means, if they may do with it what they want to. */
@Injectable()
export class NoteAccess {
  constructor(
    private readonly notes: Notes,
    private readonly repositories: RepositoryAccess,
  ) {}

  /** One that the user wrote, or may change because they may push. @throws ForgeError `not_found`, `forbidden` */
  async toEdit(at: Repository, on: NoteKind, id: string, user: User): Promise<NoteRow> {
    const note = await this.notes.get(at, on, id);
    await this.repositories.toEdit(at, note.authorId, user);
    return note;
  }
}
