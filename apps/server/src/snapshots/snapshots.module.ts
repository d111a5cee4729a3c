import { Global, Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { ForgeModule } from '#forge';
import { HooksModule } from '#webhooks';
import { OngoingRequests } from '../http/limits/ongoing-requests.js';
import { BackgroundWork } from '../process/stopping/background-work.js';
import { Generation } from './generation.js';
import { ServerState } from './server-state.js';
import { SnapshotFolder } from './snapshot-folder.js';
import { Snapshots } from './snapshots.js';
import { ServerPause } from './server-pause.js';
import { StateListeners } from './state-listeners.js';

/** Global: waiting handlers and seeds need it. */
@Global()
@Module({
  imports: [DiscoveryModule, ForgeModule, HooksModule],
  providers: [
    OngoingRequests,
    BackgroundWork,
    Generation,
    StateListeners,
    SnapshotFolder,
    ServerState,
    ServerPause,
    Snapshots,
  ],
  exports: [Generation, Snapshots],
})
export class SnapshotsModule {}
