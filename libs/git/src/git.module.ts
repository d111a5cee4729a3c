import { Module } from '@nestjs/common';
import { BareRepositories } from './bare-repositories.js';
import { CommitLog } from './commit-log.js';
import { Git } from './git.js';
import { GitTransport } from './git-transport.js';
import { ObjectReader } from './object-reader.js';
import { Spool } from './spool.js';

/** Needs a global provider of GitSettings. */
@Module({
  providers: [Git, ObjectReader, BareRepositories, CommitLog, Spool, GitTransport],
  exports: [Git, BareRepositories, CommitLog, Spool, GitTransport],
})
export class GitModule {}
