import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { GitModule } from '#git';
import { Access } from './access.js';
import { BranchFollower } from './branch-follower.js';
import { Deletions } from './deletions.js';
import { Demo } from './demo.js';
import { HookTests } from './hook-tests.js';
import { MergeChecks } from './merge-checks.js';
import { MergeCommits } from './merge-commits.js';
import { MergeRequestAccess } from './merge-request-access.js';
import { MergeRequestBranches } from './merge-request-branches.js';
import { MergeRequestFacts } from './merge-request-facts.js';
import { MergeRequestHistory } from './merge-request-history.js';
import { MergeRequests } from './merge-requests.js';
import { Merging } from './merging.js';
import { NewRefs } from './new-refs.js';
import { NoteFacts } from './note-facts.js';
import { NotedLines } from './noted-lines.js';
import { Notes } from './notes.js';
import { Opening } from './opening.js';
import { Pushes } from './pushes.js';
import { RefEvents } from './ref-events.js';
import { Repositories } from './repositories.js';
import { RepositoryAccess } from './repository-access.js';
import { Review } from './review.js';
import { FORGE_ROWS } from './rows.js';
import { Samples } from './samples.js';
import { Turns } from './turns.js';
import { Users } from './users.js';

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
