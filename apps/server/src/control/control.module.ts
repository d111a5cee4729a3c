import { Module } from '@nestjs/common';
import { ApplicationsModule } from './applications/applications.module.js';
import { ClockModule } from './clock/clock.module.js';
import { DeliveriesModule } from './deliveries/deliveries.module.js';
import { EventsModule } from './events/events.module.js';
import { FaultsModule } from './faults/faults.module.js';
import { HookStatesModule } from './hooks/hook-states.module.js';
import { IndexModule } from './index/index.module.js';
import { MissesModule } from './misses/misses.module.js';
import { OpenApiModule } from './open-api/open-api.module.js';
import { ReadyModule } from './ready/ready.module.js';
import { ControlRepositoriesModule } from './repositories/control-repositories.module.js';
import { SchemasModule } from './schemas/schemas.module.js';
import { StatusWaitModule } from './statuses/status-wait.module.js';
import { ControlSearchModule } from './search/search.module.js';
import { SeedModule } from './seed/seed.module.js';
import { SnapshotsApiModule } from './snapshots/snapshots-api.module.js';
import { StreamModule } from './stream/stream.module.js';
import { TriggerModule } from './trigger/trigger.module.js';
import { UsersModule } from './users/users.module.js';
import { VerifyModule } from './verify/verify.module.js';
import { WaitModule } from './wait/wait.module.js';

/** `/_mock`: the control API of the server itself. */
@Module({
  imports: [
    ApplicationsModule,
    ClockModule,
    DeliveriesModule,
    EventsModule,
    FaultsModule,
    HookStatesModule,
    IndexModule,
    MissesModule,
    OpenApiModule,
    ReadyModule,
    ControlRepositoriesModule,
    SchemasModule,
    StatusWaitModule,
    ControlSearchModule,
    SeedModule,
    SnapshotsApiModule,
    StreamModule,
    TriggerModule,
    UsersModule,
    VerifyModule,
    WaitModule,
  ],
})
export class ControlModule {}
