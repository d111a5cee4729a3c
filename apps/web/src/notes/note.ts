import type { Answer, With } from '../api/types.js';

/** What is shown of a comment, whatever it is on; `position` as in the diff. */
export interface Note extends Pick<CommitNote, 'id' | 'body' | 'created_at' | 'path' | 'position'> {
  readonly user: Pick<CommitNote['user'], 'login' | 'name'>;
}

type CommitNote = With<
  'path',
  Answer<'GET /api/v5/repos/{owner}/{repo}/commits/{revision}/comments'>[number]
>;
