import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { GitModule } from '#git';
import { Access } from './access/access.js';
import { BranchFollower } from './merge-requests/branch-follower.js';
import { Deletions } from './repositories/deletions.js';
import { Demo } from './repositories/demo.js';
import { HookTests } from './samples/hook-tests.js';
import { MergeChecks } from './merge-requests/merging/merge-checks.js';
import { MergeCommits } from './merge-requests/merging/merge-commits.js';
import { MergeRequestAccess } from './merge-requests/merge-request-access.js';
import { MergeRequestBranches } from './merge-requests/merge-request-branches.js';
import { MergeRequestFacts } from './merge-requests/merge-request-facts.js';
import { MergeRequestHistory } from './merge-requests/merge-request-history.js';
import { MergeRequests } from './merge-requests/merge-requests.js';
import { Merging } from './merge-requests/merging/merging.js';
import { NewRefs } from './refs/new-refs.js';
import { NoteFacts } from './notes/note-facts.js';
import { NotedLines } from './notes/noted-lines.js';
import { Notes } from './notes/notes.js';
import { Opening } from './merge-requests/opening.js';
import { Pushes } from './pushes/pushes.js';
import { RefEvents } from './refs/ref-events.js';
import { Repositories } from './repositories/repositories.js';
import { RepositoryAccess } from './access/repository-access.js';
import { Review } from './merge-requests/review/review.js';
import { FORGE_ROWS } from './rows.js';
import { Samples } from './samples/samples.js';
import { Turns } from './merge-requests/turns.js';
import { Users } from './users/users.js';

/** What the outside asks for. */
const DOORS = [
  Users,
  Access,
  RepositoryAccess,
  Repositories,
  Deletions,
  MergeRequests,
  MergeRequestAccess,
  MergeRequestBranches,
  MergeRequestFacts,
  MergeChecks,
  Opening,
  Merging,
  Review,
  NewRefs,
  Notes,
  Pushes,
  HookTests,
  Demo,
];

/** Needs global providers of UnitOfWork, Clock, DomainEvents, ForgeSettings and GitSettings. */
@Module({
  imports: [GitModule, TypeOrmModule.forFeature([...FORGE_ROWS])],
  providers: [
    ...DOORS,
    BranchFollower,
    MergeCommits,
    MergeRequestHistory,
    NoteFacts,
    NotedLines,
    RefEvents,
    Samples,
    Turns,
  ],
  exports: [...DOORS, GitModule],
})
export class ForgeModule {}
