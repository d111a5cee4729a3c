import { Global, Module, type DynamicModule } from '@nestjs/common';
import { DISPATCH_TIMINGS, DispatchSettings } from '#dispatcher';
import { CausationContext, Clock, Loggers, UnitOfWork } from '#domain';
import { ForgeSettings } from '#forge';
import { GitSettings } from '#git';
import { linksFrom } from '#payloads';
import { HookSettings } from '#webhooks';
import { SettableClock } from './control/clock/settable-clock.js';
import { ControlLimits } from './control/shared/control-limits.js';
import { DatabaseSettings } from './database/database-settings.js';
import { DatabaseSnapshots } from './database/database-snapshots.js';
import { SqliteSnapshots } from './database/sqlite-snapshots.js';
import { SqliteTransactions } from './database/sqlite-transactions.js';
import { Transactions } from './database/transactions.js';
import { SerialUnitOfWork } from './database/unit-of-work.js';
import { Addresses } from './http/addresses.js';
import { Misses } from './http/misses.js';
import { PublicLinks } from './http/public-links.js';
import { RateLimits, RateLimitSettings } from './http/limits/rate-limits.js';
import { RequestCausation } from './http/request-causation.js';
import type { Internals } from './internals.js';
import { SeedStaging } from './seed/seed-staging.js';
import type { StderrLogger } from './process/logger.js';
import { PageShell } from './pages/shell/page-shell.js';
import { WebFiles } from './pages/shell/web-files.js';
import { Stopping } from './process/stopping/stopping.js';
import type { Settings } from './settings/settings.js';

/** Values known once the server listens and owns its folder. */
interface Place {
  readonly dataFolder: string;
  readonly publicUrl: string;
}

/** The values that a server is built from. */
export interface ServerStart {
  readonly settings: Settings;
  readonly internals: Internals;
  readonly place: Place;
  readonly logger: StderrLogger;
  readonly seedStaging: SeedStaging;
}

/** Providers that all rooms need: settings, clock, logs, unit of work. */
@Global()
@Module({})
export class CoreModule {
  static with({ settings, internals, place, logger, seedStaging }: ServerStart): DynamicModule {
    const links = linksFrom(place.publicUrl);
    const clock = new SettableClock();
    if (settings.clock !== null) clock.set(settings.clock, 'frozen');
    const providers = [
      { provide: SettableClock, useValue: clock },
      { provide: Clock, useExisting: SettableClock },
      { provide: RequestCausation, useClass: RequestCausation },
      { provide: CausationContext, useExisting: RequestCausation },
      {
        provide: DatabaseSettings,
        useValue: {
          lockWaitMs: settings.lockWaitMs,
          isEphemeral: settings.data === null,
        } satisfies DatabaseSettings,
      },
      { provide: Transactions, useClass: SqliteTransactions },
      { provide: UnitOfWork, useClass: SerialUnitOfWork },
      { provide: Addresses, useClass: Addresses },
      {
        provide: RateLimitSettings,
        useValue: { callsPerHour: settings.rateLimit } satisfies RateLimitSettings,
      },
      { provide: RateLimits, useClass: RateLimits },
      { provide: Misses, useClass: Misses },
      { provide: DatabaseSnapshots, useClass: SqliteSnapshots },
      { provide: Stopping, useClass: Stopping },
      { provide: Loggers, useValue: logger },
      { provide: SeedStaging, useValue: seedStaging },
      { provide: PublicLinks, useValue: links },
      { provide: WebFiles, useValue: new WebFiles(internals.webFolder) },
      { provide: PageShell, useClass: PageShell },
      { provide: ControlLimits, useValue: internals.limits },
      {
        provide: GitSettings,
        useValue: {
          dataFolder: place.dataFolder,
          environment: settings.gitEnvironment,
        } satisfies GitSettings,
      },
      {
        provide: ForgeSettings,
        useValue: {
          auth: settings.auth,
          createOnPush: settings.createOnPush ?? settings.auth === 'open',
        } satisfies ForgeSettings,
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
          timings: { ...DISPATCH_TIMINGS, ...internals.dispatchTimings },
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
