import { Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { EventSamples } from '#domain';
import { GitModule } from '#git';
import { Applications } from './oauth/applications.js';
import { Authentication } from './oauth/authentication.js';
import { OAuthTokens } from './oauth/oauth-tokens.js';
import { Access } from './access/access.js';
import { CheckRuns } from './statuses/check-runs.js';
import { IssueFields } from './issues/issue-fields.js';
import { IssueHistory } from './issues/issue-history.js';
import { IssueLinks } from './issues/issue-links.js';
import { IssueAccess } from './issues/issue-access.js';
import { IssueList } from './issues/issue-list.js';
import { IssueLocks } from './issues/issue-locks.js';
import { IssueSnapshots } from './issues/issue-snapshots.js';
import { Issues } from './issues/issues.js';
import { Labels } from './labels/labels.js';
import { Milestones } from './milestones/milestones.js';
import { ReadableRepositories } from './access/readable-repositories.js';
import { CommitReports } from './statuses/commit-reports.js';
import { CommitStatuses } from './statuses/commit-statuses.js';
import { MergeRequestSync } from './merge-requests/merge-request-sync.js';
import { BundleImports } from './commits/bundle-imports.js';
import { Commits } from './commits/commits.js';
import { ContributionStatistics } from './commits/contribution-statistics.js';
import { MergeRules } from './statuses/merge-rules.js';
import { StatusFeed } from './statuses/status-feed.js';
import { Departures } from './repositories/addresses/departures.js';
import { FormerAddresses } from './repositories/addresses/former-addresses.js';
import { RepositoryMoves } from './repositories/addresses/repository-moves.js';
import { RepositoryTransfers } from './access/repository-transfers.js';
import { Demo } from './repositories/demo.js';
import { MergeChecks } from './merge-requests/merging/merge-checks.js';
import { MergeConflicts } from './merge-requests/merging/merge-conflicts.js';
import { MergeCommits } from './merge-requests/merging/merge-commits.js';
import { MergeConditions } from './merge-requests/merging/merge-conditions.js';
import { SourceBranches } from './merge-requests/merging/source-branches.js';
import { TestMerges } from './merge-requests/merging/test-merges.js';
import { VirtualMerges } from './merge-requests/merging/virtual-merges.js';
import { MergeRequestAccess } from './merge-requests/merge-request-access.js';
import { MergeRequestDiffs } from './merge-requests/merge-request-diffs.js';
import { MergeRequestBranches } from './merge-requests/merge-request-branches.js';
import { MergeRequestSnapshots } from './merge-requests/merge-request-snapshots.js';
import { MergeRequestHistory } from './merge-requests/merge-request-history.js';
import { MergeRequests } from './merge-requests/merge-requests.js';
import { MergeRequestsOfOwner } from './merge-requests/merge-requests-of-owner.js';
import { MergeRequestMerger } from './merge-requests/merging/merge-request-merger.js';
import { BranchRules } from './refs/branch-rules.js';
import { PushPolicy } from './refs/push-policy.js';
import { RefCreator } from './refs/ref-creator.js';
import { RefRemover } from './refs/ref-remover.js';
import { TagRules } from './refs/tag-rules.js';
import { NoteSnapshots } from './notes/note-snapshots.js';
import { DiffPositions } from './notes/diff-positions.js';
import { Discussions } from './notes/discussions.js';
import { Operations } from './merge-requests/log/operations.js';
import { NoteAccess } from './notes/note-access.js';
import { Notes } from './notes/notes.js';
import { MergeRequestOpener } from './merge-requests/merge-request-opener.js';
import { Pushes } from './pushes/pushes.js';
import { RefEvents } from './refs/ref-events.js';
import { Forks } from './repositories/forks.js';
import { Attachments } from './releases/attachments.js';
import { Releases } from './releases/releases.js';
import { Repositories } from './repositories/repositories.js';
import { RepositoryChanges } from './repositories/repository-changes.js';
import { RepositorySettings } from './repositories/settings/repository-settings.js';
import { RepositoryNames } from './repositories/repository-names.js';
import { RepositoryAccess } from './access/repository-access.js';
import { Review } from './merge-requests/review/review.js';
import { FORGE_ROWS } from './rows.js';
import { RepositoryEventSamples } from './samples/repository-event-samples.js';
import { RepositoryFacts } from './repositories/repository-facts.js';
import { RepositoryLock } from './repositories/repository-lock.js';
import { Keys } from './users/keys.js';
import { Members } from './organisations/members.js';
import { Organisations } from './organisations/organisations.js';
import { RepositoryLists } from './access/repository-lists.js';
import { UploadedFiles } from './uploads/uploaded-files.js';
import { Users } from './users/users.js';

/** The providers that other modules use. */
const EXPORTS = [
  Users,
  Keys,
  Organisations,
  Members,
  RepositoryFacts,
  RepositoryLists,
  Applications,
  OAuthTokens,
  Authentication,
  Access,
  RepositoryAccess,
  Repositories,
  Forks,
  RepositoryNames,
  RepositoryChanges,
  RepositorySettings,
  RepositoryMoves,
  RepositoryTransfers,
  Departures,
  Labels,
  Milestones,
  Issues,
  IssueAccess,
  IssueList,
  IssueLinks,
  IssueLocks,
  IssueSnapshots,
  MergeRequests,
  MergeRequestsOfOwner,
  MergeRequestAccess,
  MergeRequestBranches,
  MergeRequestSnapshots,
  MergeRequestDiffs,
  MergeChecks,
  MergeConflicts,
  MergeRequestOpener,
  MergeRequestMerger,
  Review,
  RefCreator,
  Discussions,
  Operations,
  Releases,
  Attachments,
  UploadedFiles,
  RefRemover,
  BranchRules,
  TagRules,
  PushPolicy,
  Commits,
  ContributionStatistics,
  BundleImports,
  NoteAccess,
  Notes,
  CommitStatuses,
  CheckRuns,
  CommitReports,
  MergeRules,
  StatusFeed,
  Pushes,
  Demo,
];

/**
 * Global, so that EventSamples are injected without knowing their provider. Needs global providers of UnitOfWork,
 * Clock, DomainEvents, ForgeSettings and GitSettings.
 */
@Global()
@Module({
  imports: [GitModule, TypeOrmModule.forFeature([...FORGE_ROWS])],
  providers: [
    ...EXPORTS,
    ReadableRepositories,
    FormerAddresses,
    IssueFields,
    IssueHistory,
    MergeRequestSync,
    MergeCommits,
    MergeConditions,
    SourceBranches,
    TestMerges,
    VirtualMerges,
    MergeRequestHistory,
    NoteSnapshots,
    DiffPositions,
    RefEvents,
    RepositoryLock,
    { provide: EventSamples, useClass: RepositoryEventSamples },
  ],
  exports: [...EXPORTS, EventSamples, GitModule],
})
export class ForgeModule {}
