import type { ShownNote, ShownNotes } from './shown-notes.js';

/** What was said, below the page of what it was said about. */
export const notesLines = ({ shown, leftOut }: ShownNotes): string[] => [
  ...shown.flatMap(noteLines),
  ...(leftOut === 0
    ? []
    : ['', `(${leftOut} more ${leftOut === 1 ? 'comment is' : 'comments are'} left out)`]),
];

const noteLines = ({ id, author, body }: ShownNote): string[] => ['', `#note_${id} by ${author}:`, body];
