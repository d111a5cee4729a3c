import type { Label } from './merge-request.js';
import type { Repository } from './repository.js';
import type { User } from './user.js';

export type IssueState = 'opened' | 'closed';

export type IssueAction = 'open' | 'update' | 'close' | 'reopen';

export interface Issue {
  readonly id: number;
  /** Its number within the repository. */
  readonly iid: number;
  readonly repository: Repository;
  readonly title: string;
  /** `''` when there is none. */
  readonly description: string;
  readonly state: IssueState;
  readonly author: User;
  readonly assignee: User | null;
  readonly labels: readonly Label[];
  readonly milestoneId: number | null;
  readonly isConfidential: boolean;
  /** ISO 8601 in UTC, like the others. */
  readonly createdAt: string;
  readonly updatedAt: string;
  /** Null unless it is closed. */
  readonly closedAt: string | null;
}
