import { Injectable } from '@nestjs/common';
import type { Repository } from '#domain';
import { Notes, Users, type NoteFilter } from '#forge';
import type { ShownNote, ShownNotes } from './shown-notes.js';

const MOST_NOTES = 1_000;
/** More than anybody reads is left out. */
const LONGEST_NOTES = 1_000_000;
const NOTES_AT_ONCE = 20;

/** The comments that a page shows. */
@Injectable()
export class PageNotes {
  constructor(
    private readonly notes: Notes,
    private readonly users: Users,
  ) {}

  /** The first comments, oldest first, as far as they are not too long together; a few are read at a time. */
  async on(repository: Repository, on: NoteFilter['on']): Promise<ShownNotes> {
    const shown: ShownNote[] = [];
    let characters = 0;
    for (;;) {
      const page = { skip: shown.length, take: NOTES_AT_ONCE, order: 'ASC' } as const;
      const { rows, total } = await this.notes.list(repository, { on }, page);
      for (const { id, authorId, body } of rows) {
        characters += body.length;
        if (shown.length > 0 && characters > LONGEST_NOTES) break;
        shown.push({ id, author: (await this.users.known(authorId)).login, body });
      }
      if (rows.length < NOTES_AT_ONCE || shown.length < page.skip + rows.length || shown.length >= MOST_NOTES)
        return { shown, leftOut: Math.max(0, total - shown.length) };
    }
  }
}
