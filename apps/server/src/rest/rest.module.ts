import { Module } from '@nestjs/common';
import { BranchesModule } from './branches/branches.module.js';
import { CollaboratorsModule } from './collaborators/collaborators.module.js';
import { CommitsModule } from './commits/commits.module.js';
import { ContentsModule } from './contents/contents.module.js';
import { EventsApiModule } from './events/events-api.module.js';
import { ForksModule } from './forks/forks.module.js';
import { HooksApiModule } from './hooks/hooks-api.module.js';
import { KeysModule } from './keys/keys.module.js';
import { IssuesModule } from './issues/issues.module.js';
import { LabelsModule } from './labels/labels.module.js';
import { MilestonesModule } from './milestones/milestones.module.js';
import { NotesModule } from './notes/notes.module.js';
import { PullSettingsModule } from './pull-settings/pull-settings.module.js';
import { OrganisationsModule } from './organisations/organisations.module.js';
import { PullsModule } from './pulls/pulls.module.js';
import { ReleasesModule } from './releases/releases.module.js';
import { RepositoriesModule } from './repositories/repositories.module.js';
import { RepositorySettingsModule } from './repository-settings/repository-settings.module.js';
import { StatisticsModule } from './statistics/statistics.module.js';
import { StatusesModule } from './statuses/statuses.module.js';
import { SearchModule } from './search/search.module.js';
import { TagsModule } from './tags/tags.module.js';
import { UploadsModule } from './uploads/uploads.module.js';
import { UserApiModule } from './users/user-api.module.js';

/** `/api/v5`: a module for each noun. */
@Module({
  imports: [
    BranchesModule,
    CollaboratorsModule,
    CommitsModule,
    ContentsModule,
    EventsApiModule,
    ForksModule,
    HooksApiModule,
    KeysModule,
    IssuesModule,
    LabelsModule,
    MilestonesModule,
    NotesModule,
    OrganisationsModule,
    PullSettingsModule,
    PullsModule,
    ReleasesModule,
    RepositoriesModule,
    RepositorySettingsModule,
    StatisticsModule,
    StatusesModule,
    SearchModule,
    TagsModule,
    UploadsModule,
    UserApiModule,
  ],
})
export class RestModule {}
