import { Global, Module, type DynamicModule } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CausationContext, Clock, UnitOfWork } from '#domain';
import { DISPATCH_TIMINGS, DispatcherModule, DispatchSettings } from '#dispatcher';
import { ForgeModule, ForgeSettings } from '#forge';
import { GitSettings } from '#git';
import { HooksModule, HookSettings } from '#webhooks';
import { linksFrom } from '#payloads';
import type { Settings } from './settings/settings.js';
import { ControlLimits } from './settings/control-limits.js';
import { ClockController } from './control/clock/clock.controller.js';
import { DeliveriesController } from './control/deliveries/deliveries.controller.js';
import { ReadyController } from './control/ready/ready.controller.js';
import { EventsController } from './control/events/events.controller.js';
import { FaultsController } from './control/faults/faults.controller.js';
import { HarController } from './control/deliveries/har.controller.js';
import { HookStatesController } from './control/hooks/hook-states.controller.js';
import { SettleController } from './control/ready/settle.controller.js';
import { StreamController } from './control/stream/stream.controller.js';
import { UsersController } from './control/users/users.controller.js';
import { WaitController } from './control/wait/wait.controller.js';
import { dataSourceOptions } from './database/data-source-options.js';
import { DatabaseSettings } from './database/database-settings.js';
import { SqliteTransactions } from './database/sqlite-transactions.js';
import { Transactions } from './database/transactions.js';
import { SerialUnitOfWork } from './database/unit-of-work.js';
import { GitController } from './git-http/git.controller.js';
import { CommitNotesController } from './rest/notes/commit-notes.controller.js';
import { ForksController } from './rest/forks/forks.controller.js';
import { PullsController } from './rest/pulls/pulls.controller.js';
import { PullDiffController } from './rest/pulls/pull-diff.controller.js';
import { PullNotesController } from './rest/notes/pull-notes.controller.js';
import { PullReviewController } from './rest/pulls/pull-review.controller.js';
import { PagesController } from './pages/pages.controller.js';
import { PublicLinks } from './http/public-links.js';
import { RequestCausation } from './http/request-causation.js';
import { BranchesController } from './rest/branches/branches.controller.js';
import { CollaboratorsController } from './rest/collaborators/collaborators.controller.js';
import { CommitsController } from './rest/commits/commits.controller.js';
import { HooksController } from './rest/hooks/hooks.controller.js';
import { RepositoriesController } from './rest/repositories/repositories.controller.js';
import { TagsController } from './rest/tags/tags.controller.js';
import { UserController } from './rest/users/user.controller.js';
import { SinkController } from './sink/sink.controller.js';
import { Sinks } from './sink/sinks.js';
import { SettableClock } from './control/clock/settable-clock.js';
import { Stopping } from './process/stopping.js';

/** What is only known once the server listens and holds its folder. */
interface Place {
  readonly dataFolder: string;
  readonly publicUrl: string;
}

/** What every room asks for and none of them owns. */
@Global()
@Module({})
class CoreModule {
  static with(settings: Settings, place: Place): DynamicModule {
    const links = linksFrom(place.publicUrl);
    const clock = new SettableClock();
    if (settings.clock !== null) clock.set(settings.clock, 'frozen');
    const providers = [
      { provide: SettableClock, useValue: clock },
      { provide: Clock, useExisting: SettableClock },
      { provide: RequestCausation, useClass: RequestCausation },
      { provide: CausationContext, useExisting: RequestCausation },
      { provide: DatabaseSettings, useValue: { lockWaitMs: settings.lockWaitMs } satisfies DatabaseSettings },
      { provide: Transactions, useClass: SqliteTransactions },
      { provide: UnitOfWork, useClass: SerialUnitOfWork },
      { provide: PublicLinks, useValue: links },
      { provide: ControlLimits, useValue: settings.limits },
      {
        provide: GitSettings,
        useValue: {
          dataFolder: place.dataFolder,
          environment: settings.gitEnvironment,
        } satisfies GitSettings,
      },
      {
        provide: ForgeSettings,
        useValue: { auth: settings.auth, createOnPush: settings.createOnPush } satisfies ForgeSettings,
      },
      { provide: HookSettings, useValue: { autoDisable: settings.autoDisable } satisfies HookSettings },
      {
        provide: DispatchSettings,
        useValue: {
          links,
          dialect: settings.dialect,
          timeoutMs: settings.timeoutMs,
          retryDelaysMs: settings.retryDelaysMs,
          jitter: settings.jitter,
          order: settings.order,
          success: settings.success,
          loopDepth: settings.loopDepth,
          keepDeliveries: settings.keepDeliveries,
          keepForMs: settings.keepForMs,
          timings: { ...DISPATCH_TIMINGS, ...settings.dispatchTimings },
          network: {
            allowed: settings.allowedTargets,
            certificates: settings.certificates,
            proxies: settings.proxies,
          },
        } satisfies DispatchSettings,
      },
    ];
    return { module: CoreModule, providers, exports: providers.map(({ provide }) => provide) };
  }
}

@Module({})
export class AppModule {
  static with(settings: Settings, place: Place): DynamicModule {
    return {
      module: AppModule,
      imports: [
        TypeOrmModule.forRoot({
          ...dataSourceOptions({
            dataFolder: place.dataFolder,
            isEphemeral: settings.data === null,
            lockWaitMs: settings.lockWaitMs,
          }),
          retryAttempts: 0,
        }),
        CoreModule.with(settings, place),
        ForgeModule,
        HooksModule,
        DispatcherModule,
      ],
      providers: [Sinks, Stopping],
      controllers: [
        GitController,
        HooksController,
        RepositoriesController,
        BranchesController,
        TagsController,
        CommitsController,
        CommitNotesController,
        ForksController,
        PullsController,
        PullDiffController,
        PullNotesController,
        PullReviewController,
        CollaboratorsController,
        UserController,
        ReadyController,
        DeliveriesController,
        ClockController,
        FaultsController,
        WaitController,
        HarController,
        HookStatesController,
        EventsController,
        StreamController,
        SinkController,
        SettleController,
        UsersController,
        PagesController,
      ],
    };
  }
}
