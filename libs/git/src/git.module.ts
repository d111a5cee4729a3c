import { Module } from '@nestjs/common';
import { BareRepositories } from './bare-repositories.js';
import { BranchList } from './branch-list.js';
import { CommitLog } from './commit-log.js';
import { CommitReader } from './commit-reader.js';
import { CommitWalks } from './commit-walks.js';
import { Comparisons } from './comparisons.js';
import { Diffs } from './diffs.js';
import { Git } from './git.js';
import { GitTransport } from './git-transport.js';
import { History } from './history.js';
import { MergeRequestRefs } from './merge-request-refs.js';
import { Merges } from './merges.js';
import { ObjectReader } from './object-reader.js';
import { PushDetails } from './push-details.js';
import { RefList } from './ref-list.js';
import { RefWriter } from './ref-writer.js';
import { ResidentGits } from './resident-gits.js';
import { ServerPushes } from './server-pushes.js';
import { Spool } from './spool.js';
import { TagList } from './tag-list.js';
import { TagWriter } from './tag-writer.js';

/** Needs a global provider of GitSettings. */
@Module({
  providers: [
    Git,
    ResidentGits,
    ObjectReader,
    BareRepositories,
    CommitLog,
    CommitReader,
    CommitWalks,
    RefList,
    TagList,
    TagWriter,
    BranchList,
    History,
    PushDetails,
    Comparisons,
    Diffs,
    RefWriter,
    Merges,
    MergeRequestRefs,
    Spool,
    ServerPushes,
    GitTransport,
  ],
  exports: [
    Git,
    BareRepositories,
    CommitLog,
    RefList,
    TagList,
    TagWriter,
    BranchList,
    History,
    PushDetails,
    Comparisons,
    Diffs,
    Merges,
    MergeRequestRefs,
    Spool,
    ServerPushes,
    GitTransport,
  ],
})
export class GitModule {}
