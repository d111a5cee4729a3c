import { Module } from '@nestjs/common';
import { BareRepositories } from './repository/bare-repositories.js';
import { BranchList } from './history/branch-list.js';
import { Bundles } from './repository/copies/bundles.js';
import { CommitWriter } from './commits/commit-writer.js';
import { CommitLog } from './history/commit-log.js';
import { CommitSearch } from './history/commit-search.js';
import { Comparisons } from './diff/comparisons.js';
import { Diffs } from './diff/diffs.js';
import { EarlyReceivePacks } from './push/early-receive-packs.js';
import { Git } from './process/git.js';
import { GitTransport } from './push/git-transport.js';
import { MergeBases } from './history/merge-bases.js';
import { History } from './history/history.js';
import { MergeRequestRefs } from './refs/merge-request-refs.js';
import { Merges } from './merge/merges.js';
import { ObjectWriter } from './process/object-writer.js';
import { ObjectReader } from './process/object-reader.js';
import { PushDetails } from './history/push-details.js';
import { RepositoryTrees } from './repository/copies/repository-trees.js';
import { StagedFolders } from './repository/copies/staged-folders.js';
import { RefList } from './refs/ref-list.js';
import { RefWriter } from './refs/ref-writer.js';
import { GitProcessPool } from './process/git-process-pool.js';
import { RepositoryRelocations } from './push/repository-relocations.js';
import { ServerPushes } from './push/server-pushes.js';
import { PushJournal } from './push/journal/push-journal.js';
import { TagList } from './history/tag-list.js';
import { Archives } from './trees/archives.js';
import { Blobs } from './trees/blobs.js';
import { Patches } from './diff/patches.js';
import { Contributions } from './statistics/contributions.js';
import { Languages } from './statistics/languages.js';
import { Trees } from './trees/trees.js';
import { TreeWriter } from './commits/tree-writer.js';
import { TagWriter } from './refs/tag-writer.js';

/** Needs a global provider of GitSettings. */
@Module({
  providers: [
    Git,
    GitProcessPool,
    ObjectReader,
    ObjectWriter,
    TreeWriter,
    CommitWriter,
    BareRepositories,
    Bundles,
    RepositoryTrees,
    StagedFolders,
    CommitLog,
    CommitSearch,
    RefList,
    TagList,
    TagWriter,
    BranchList,
    History,
    MergeBases,
    PushDetails,
    Comparisons,
    Diffs,
    Patches,
    Trees,
    Blobs,
    Archives,
    Contributions,
    Languages,
    RefWriter,
    Merges,
    MergeRequestRefs,
    PushJournal,
    RepositoryRelocations,
    ServerPushes,
    EarlyReceivePacks,
    GitTransport,
  ],
  exports: [
    Git,
    BareRepositories,
    Bundles,
    RepositoryTrees,
    CommitLog,
    CommitSearch,
    CommitWriter,
    RefList,
    TagList,
    TagWriter,
    BranchList,
    History,
    MergeBases,
    PushDetails,
    Comparisons,
    Diffs,
    Patches,
    Trees,
    Blobs,
    Archives,
    Contributions,
    Languages,
    Merges,
    MergeRequestRefs,
    PushJournal,
    RepositoryRelocations,
    ServerPushes,
    GitTransport,
  ],
})
export class GitModule {}
