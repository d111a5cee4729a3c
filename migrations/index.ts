import { FirstTables1764000000000 } from './1764000000000-first-tables.js';
import { MergeRequestsAndNotes1795000000000 } from './1795000000000-merge-requests-and-notes.js';
import { EventDecisions1796000000000 } from './1796000000000-event-decisions.js';
import { Retries1797000000000 } from './1797000000000-retries.js';
import { Dialects1798000000000 } from './1798000000000-dialects.js';
import { HookTls1798100000000 } from './1798100000000-hook-tls.js';
import { HookHealth1798200000000 } from './1798200000000-hook-health.js';
import { EventDepth1798300000000 } from './1798300000000-event-depth.js';
import { AttemptFaults1798400000000 } from './1798400000000-attempt-faults.js';
import { OutcomesOfHooks1798500000000 } from './1798500000000-outcomes-of-hooks.js';
import { NewestFirst1798600000000 } from './1798600000000-newest-first.js';
import { CommitStatuses1798710000000 } from './1798710000000-commit-statuses.js';
import { EventOfDeliveries1798720000000 } from './1798720000000-event-of-deliveries.js';
import { Generations1798730000000 } from './1798730000000-generations.js';
import { People1798740000000 } from './1798740000000-people.js';
import { Protection1798750000000 } from './1798750000000-protection.js';
import { Releases1798765000000 } from './1798765000000-releases.js';
import { RepositorySettings1798770000000 } from './1798770000000-repository-settings.js';
import { OAuth1798785000000 } from './1798785000000-oauth.js';
import { Issues1798790000000 } from './1798790000000-issues.js';
import { Discussions1798795000000 } from './1798795000000-discussions.js';
import { UploadedFiles1798800000000 } from './1798800000000-uploaded-files.js';
import { LockedIssues1798810000000 } from './1798810000000-locked-issues.js';
import { Activities1798820000000 } from './1798820000000-activities.js';
import { LastPushes1798830000000 } from './1798830000000-last-pushes.js';
import { HookDescriptions1798840000000 } from './1798840000000-hook-descriptions.js';
import { AttemptTimings1798851000000 } from './1798851000000-attempt-timings.js';
import { FormerAddresses1798852000000 } from './1798852000000-former-addresses.js';
import { Forks1798860000000 } from './1798860000000-forks.js';
import { NamesOfEvents1798870000000 } from './1798870000000-names-of-events.js';

/** The database's history, oldest first. */
export const MIGRATIONS = [
  FirstTables1764000000000,
  MergeRequestsAndNotes1795000000000,
  EventDecisions1796000000000,
  Retries1797000000000,
  Dialects1798000000000,
  HookTls1798100000000,
  HookHealth1798200000000,
  EventDepth1798300000000,
  AttemptFaults1798400000000,
  OutcomesOfHooks1798500000000,
  NewestFirst1798600000000,
  CommitStatuses1798710000000,
  EventOfDeliveries1798720000000,
  Generations1798730000000,
  People1798740000000,
  Protection1798750000000,
  Releases1798765000000,
  RepositorySettings1798770000000,
  OAuth1798785000000,
  Issues1798790000000,
  Discussions1798795000000,
  UploadedFiles1798800000000,
  LockedIssues1798810000000,
  Activities1798820000000,
  LastPushes1798830000000,
  HookDescriptions1798840000000,
  AttemptTimings1798851000000,
  FormerAddresses1798852000000,
  Forks1798860000000,
  NamesOfEvents1798870000000,
];
