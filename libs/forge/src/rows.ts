import { CollaboratorRow } from './collaborator.entity.js';
import { LabelRow, MergeRequestLabelRow } from './label.entity.js';
import { MergeRequestPersonRow } from './merge-request-person.entity.js';
import { MergeRequestRow } from './merge-request.entity.js';
import { NamespaceRow } from './namespace.entity.js';
import { NoteRow } from './note.entity.js';
import { RepositoryRow } from './repository.entity.js';
import { UserRow } from './user.entity.js';

/** The forge's tables. */
export const FORGE_ROWS = [
  UserRow,
  NamespaceRow,
  RepositoryRow,
  CollaboratorRow,
  LabelRow,
  MergeRequestRow,
  MergeRequestLabelRow,
  MergeRequestPersonRow,
  NoteRow,
] as const;
