import {
  isWorkInProgress,
  type CommitCommented,
  type FileDiff,
  type MergeRequestCommented,
  type MergeRequestState,
  type MergeStatus,
} from '#domain';
import type { Integer, Sha, SpacedUtcTime } from '../formats.js';
import type { Links } from '../links.js';
import { commitPayload, type CommitPayload } from './commit.js';
import {
  mergedRepository,
  notedRepository,
  type MergedRepository,
  type NotedRepository,
} from './repository.js';
import { spacedUtc } from './times.js';
import { userPayload, type UserPayload } from './user.js';

interface Noted {
  readonly object_kind: 'note';
  readonly user: UserPayload;
  readonly project_id: Integer;
  readonly repository: NotedRepository;
}

interface NoteAttributes {
  readonly id: Integer;
  readonly note: string;
  readonly author_id: Integer;
  readonly created_at: SpacedUtcTime;
  readonly updated_at: SpacedUtcTime;
  readonly project_id: Integer;
  readonly attachment: null;
  readonly line_code: string | null;
  readonly system: false;
  readonly st_diff: DiffPayload | null;
  readonly url: string;
}

interface CommitNoteAttributes extends NoteAttributes {
  readonly noteable_type: 'Commit';
  readonly noteable_id: null;
  readonly commit_id: Sha;
}

interface MergeRequestNoteAttributes extends NoteAttributes {
  readonly noteable_type: 'MergeRequest';
  readonly noteable_id: Integer;
  readonly commit_id: '';
}

/** A comment on a commit. */
export interface CommitNotePayload extends Noted {
  readonly object_attributes: CommitNoteAttributes;
  readonly commit: CommitPayload;
}

/** A comment on a merge request. */
export interface MergeRequestNotePayload extends Noted {
  readonly object_attributes: MergeRequestNoteAttributes;
  readonly merge_request: {
    readonly id: Integer;
    readonly target_branch: string;
    readonly source_branch: string;
    readonly source_project_id: Integer;
    readonly author_id: Integer;
    readonly assignee_id: Integer | null;
    readonly title: string;
    readonly created_at: SpacedUtcTime;
    readonly updated_at: SpacedUtcTime;
    readonly milestone_id: Integer | null;
    readonly state: MergeRequestState;
    readonly merge_status: MergeStatus;
    readonly target_project_id: Integer;
    readonly iid: Integer;
    readonly description: string;
    readonly position: 0;
    readonly locked_at: null;
    readonly source: MergedRepository;
    readonly target: MergedRepository;
    readonly last_commit: CommitPayload | null;
    readonly work_in_progress: boolean;
  };
}

interface DiffPayload {
  readonly diff: string;
  readonly new_path: string;
  readonly old_path: string;
  readonly a_mode: string;
  readonly b_mode: string;
  readonly new_file: boolean;
  readonly renamed_file: boolean;
  readonly deleted_file: boolean;
}

/** The contract's section 评论事件 (note event): a comment on a commit. */
export const commitNotePayload = (
  { user, repository, note, commit }: CommitCommented,
  links: Links,
): CommitNotePayload => ({
  object_kind: 'note',
  user: userPayload(user),
  project_id: repository.id,
  repository: notedRepository(repository, links),
  object_attributes: {
    id: note.id,
    note: note.body,
    noteable_type: 'Commit',
    author_id: note.authorId,
    created_at: spacedUtc(note.createdAt),
    updated_at: spacedUtc(note.updatedAt),
    project_id: repository.id,
    attachment: null,
    line_code: note.line?.code ?? null,
    commit_id: commit.sha,
    noteable_id: null,
    system: false,
    st_diff: note.line && diffPayload(note.line.diff),
    url: `${links.commit(repository, commit.sha)}#note_${note.id}`,
  },
  commit: commitPayload(commit, repository, links),
});

/** The contract's section 代码评审评论 (a comment on a merge request). */
export const mergeRequestNotePayload = (
  { user, repository, note, mergeRequest }: MergeRequestCommented,
  links: Links,
): MergeRequestNotePayload => ({
  object_kind: 'note',
  user: userPayload(user),
  project_id: repository.id,
  repository: notedRepository(repository, links),
  object_attributes: {
    id: note.id,
    note: note.body,
    noteable_type: 'MergeRequest',
    author_id: note.authorId,
    created_at: spacedUtc(note.createdAt),
    updated_at: spacedUtc(note.updatedAt),
    project_id: repository.id,
    attachment: null,
    line_code: note.line?.code ?? null,
    commit_id: '',
    noteable_id: mergeRequest.id,
    system: false,
    st_diff: note.line && diffPayload(note.line.diff),
    url: `${links.mergeRequest(repository, mergeRequest.iid)}#note_${note.id}`,
  },
  merge_request: {
    id: mergeRequest.id,
    target_branch: mergeRequest.targetBranch,
    source_branch: mergeRequest.sourceBranch,
    source_project_id: mergeRequest.sourceId,
    author_id: mergeRequest.author.id,
    assignee_id: mergeRequest.assignees[0]?.user.id ?? null,
    title: mergeRequest.title,
    created_at: spacedUtc(mergeRequest.createdAt),
    updated_at: spacedUtc(mergeRequest.updatedAt),
    milestone_id: mergeRequest.milestoneId,
    state: mergeRequest.state,
    merge_status: mergeRequest.mergeStatus,
    target_project_id: mergeRequest.target.id,
    iid: mergeRequest.iid,
    description: mergeRequest.description,
    position: 0,
    locked_at: null,
    source: mergedRepository(mergeRequest.source, links),
    target: mergedRepository(mergeRequest.target, links),
    last_commit:
      mergeRequest.lastCommit && commitPayload(mergeRequest.lastCommit, mergeRequest.target, links),
    work_in_progress: isWorkInProgress(mergeRequest.title),
  },
});

const diffPayload = (diff: FileDiff): DiffPayload => ({
  diff: diff.diff,
  new_path: diff.newPath,
  old_path: diff.oldPath,
  a_mode: diff.oldMode,
  b_mode: diff.newMode,
  new_file: diff.status === 'added',
  renamed_file: diff.status === 'renamed',
  deleted_file: diff.status === 'deleted',
});
